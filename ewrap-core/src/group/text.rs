//! The text of a group: `2 errors occurred:`, and a numbered line for each.
//!
//! A member's text goes straight to the formatter, whatever its length, and its further lines are indented on the way.
//! Invariant: groups in groups end at a fixed depth, so neither the stack nor the indentation grows with the nesting.

use std::cell::Cell;
use std::error::Error;
use std::fmt::{self, Write};

use super::ErrorGroup;

/// How many groups deep members are written.
const DEPTH: u32 = 32;

thread_local! {
    /// How many groups are being written on this thread, one within the other: a formatter cannot carry it through
    /// the `Display` of the types between them.
    static LEVEL: Cell<u32> = const { Cell::new(0) };
}

/// One level of nesting, for as long as it is written.
struct Level;

impl Level {
    /// `None` at the depth where members are not written any more.
    fn enter() -> Option<Self> {
        let level = LEVEL.get();
        (level < DEPTH).then(|| {
            LEVEL.set(level + 1);
            Self
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        LEVEL.set(LEVEL.get() - 1);
    }
}

/// Writes the group, each member as `show` gives it.
pub(super) fn write<'a, E, D: fmt::Display>(
    group: &'a ErrorGroup<E>,
    f: &mut fmt::Formatter<'_>,
    show: impl Fn(&'a E) -> D,
) -> fmt::Result {
    let Some(_level) = Level::enter() else { return number(group.total(), f) };
    if let Some(only) = group.only() {
        return show(only).fmt(f);
    }
    number(group.total(), f)?;
    if group.is_empty() {
        return Ok(());
    }
    f.write_char(':')?;
    for (number, error) in (1_usize..).zip(group) {
        write!(f, "\n{number}: ")?;
        line(f, number, &show(error))?;
    }
    match group.omitted() {
        0 => Ok(()),
        omitted => write!(f, "\nand {omitted} more"),
    }
}

fn number(total: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match total {
        0 => f.write_str("no errors"),
        1 => f.write_str("1 error occurred"),
        total => write!(f, "{total} errors occurred"),
    }
}

/// The text of a member, after its number.
fn line(f: &mut fmt::Formatter<'_>, number: usize, member: &dyn fmt::Display) -> fmt::Result {
    let is_alternate = f.alternate();
    let width = number.ilog10() as usize + "1: ".len();
    let mut out = Indented { out: f, width, is_fresh: false };
    if is_alternate { write!(out, "{member:#}") } else { write!(out, "{member}") }
}

/// Puts blanks before every line but the first.
struct Indented<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    width: usize,
    /// Whether a line has just ended.
    is_fresh: bool,
}

impl Write for Indented<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for line in text.split_inclusive('\n') {
            if self.is_fresh && line != "\n" {
                write!(self.out, "{:1$}", "", self.width)?;
            }
            self.is_fresh = line.ends_with('\n');
            self.out.write_str(line)?;
        }
        Ok(())
    }
}

impl<E: fmt::Display> fmt::Display for ErrorGroup<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self, f, |error| error)
    }
}

/// The errors as a list, and how many were not kept; below 32 levels of groups only their number.
impl<E: fmt::Debug> fmt::Debug for ErrorGroup<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(_level) = Level::enter() else { return write!(f, "[{} errors]", self.total()) };
        let mut list = f.debug_list();
        list.entries(self);
        if self.omitted() > 0 {
            list.entry(&format_args!("and {} more", self.omitted()));
        }
        list.finish()
    }
}

/// A group of one has the source of that one. Of several there is none: a chain has one way down.
impl<E: Error> Error for ErrorGroup<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.only()?.source()
    }
}
