//! An error as a person reads it.
//!
//! Invariant: personal values are masked here as everywhere; and all of it is loops.

use std::fmt::{self, Write};

use super::Error;
use super::strata::Stratum;
use crate::meta::{self, Entry, ErrorKind, ErrorMeta, IntoLink, Link, Value};

/// `{}`: the message of the outermost layer. `{:#}`: all layers in one line.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return self.fmt_message(f);
        }
        let mut at = Stratum::of(self.into_link());
        loop {
            write!(f, "{at}")?;
            let members = at.members();
            if !members.is_empty() {
                fmt_members(&members, f)?;
            }
            match at.next() {
                Some(next) => at = next,
                None => return Ok(()),
            }
            f.write_str(": ")?;
        }
    }
}

fn fmt_members(members: &[Stratum<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, member) in members.iter().enumerate() {
        write!(f, "{}{member}", if index == 0 { " [" } else { "; " })?;
    }
    f.write_str("]")
}

/// The whole story: messages, what they mean, metadata, places, causes, help, and the backtrace if there is one.
///
/// ```
/// use ewrap::{Error, ErrorKind};
///
/// let error = Error::new("connection refused")
///     .with("port", 5432)
///     .wrap("cannot load the cart")
///     .with_kind(ErrorKind::Database)
///     .with_help("is the database up?");
/// let story = format!("{error:?}");
/// assert!(story.starts_with("cannot load the cart\n  database\n  at "));
/// assert!(story.contains("Caused by:\n  1. connection refused\n     port: 5432\n     at "));
/// assert!(story.contains("\n\nHelp: is the database up?"));
/// ```
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let top = Stratum::of(self.into_link());
        write!(f, "{}", Indented(&top, 2))?;
        fmt_facts(self, f)?;
        fmt_details(top, 2, f)?;
        fmt_causes(top, f)?;
        fmt_help(self, f)?;
        match self.backtrace() {
            Some(backtrace) => write!(f, "\n\nBacktrace:\n{backtrace}"),
            None => Ok(()),
        }
    }
}

/// What it means, in one line: what nobody has said is left out.
fn fmt_facts(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut line = String::new();
    let mut add = |word: fmt::Arguments<'_>| {
        let separator = if line.is_empty() { "" } else { ", " };
        write!(line, "{separator}{word}")
    };
    let kind = error.kind();
    if kind != ErrorKind::Unknown {
        add(format_args!("{kind}"))?;
    }
    if let Some(code) = error.code() {
        add(format_args!("code {code}"))?;
    }
    if error.http_status() != kind.http_status() {
        add(format_args!("HTTP {}", error.http_status()))?;
    }
    if error.severity() != meta::Severity::default() {
        add(format_args!("{}", error.severity()))?;
    }
    match error.retryable() {
        Some(true) => add(format_args!("retryable"))?,
        Some(false) => add(format_args!("not retryable"))?,
        None => {}
    }
    if let Some(after) = error.retry_after() {
        add(format_args!("retry in {after:?}"))?;
    }
    if line.is_empty() { Ok(()) } else { write!(f, "\n  {line}") }
}

/// Metadata, context and place of one layer.
fn fmt_details(layer: Stratum<'_>, indent: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    let mut show = |entry: Entry<'_>| {
        if result.is_ok() {
            result = write!(f, "\n{:indent$}{}: {}", "", entry.name(), Shown(&entry, indent));
        }
    };
    layer.visit(&mut show);
    for own in layer.layers().filter_map(Link::own) {
        own.visit_surroundings(&mut show);
    }
    result?;
    match layer.ask(Link::own) {
        Some(own) => write!(f, "\n{:indent$}at {}", "", own.location()),
        None => Ok(()),
    }
}

/// Causes, numbered. The members of cause 2 are 2.1 and 2.2, and the first cause of 2.1 is 2.1.1.
fn fmt_causes(top: Stratum<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut rest = Vec::new();
    push_below(top, "", None, &mut rest);
    if !rest.is_empty() {
        f.write_str("\n\nCaused by:")?;
    }
    while let Some(Numbered { layer, label, chain }) = rest.pop() {
        let indent = 2 + label.len() + 2;
        write!(f, "\n  {label}. {}", Indented(&layer, indent))?;
        fmt_details(layer, indent, f)?;
        push_below(layer, &label, chain, &mut rest);
    }
    Ok(())
}

/// A layer below the outermost.
struct Numbered<'a> {
    layer: Stratum<'a>,
    label: String,
    /// What its cause is called: this and the number. `None` for a member, whose causes are counted anew.
    chain: Option<(String, usize)>,
}

/// Members before the cause; the next to be popped comes last.
fn push_below<'a>(layer: Stratum<'a>, label: &str, chain: Option<(String, usize)>, rest: &mut Vec<Numbered<'a>>) {
    let members = layer.members();
    let inner = if label.is_empty() { String::new() } else { format!("{label}.") };
    if let Some(next) = layer.next() {
        let (prefix, number) = chain.unwrap_or_else(|| (inner.clone(), members.len() + 1));
        rest.push(Numbered { layer: next, label: format!("{prefix}{number}"), chain: Some((prefix, number + 1)) });
    }
    for (index, layer) in members.into_iter().enumerate().rev() {
        rest.push(Numbered { layer, label: format!("{inner}{}", index + 1), chain: None });
    }
}

fn fmt_help(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let layers = || meta::layers(error).filter_map(Link::meta);
    let mut number = 0;
    let mut result = match error.help() {
        Some(help) => write!(f, "\n\nHelp: {}", Indented(&help, 2)),
        None => Ok(()),
    };
    for layer in layers() {
        layer.steps(&mut |step| {
            let head = if number == 0 && error.help().is_none() { "\n\nHelp:" } else { "" };
            number += 1;
            if result.is_ok() {
                result = write!(f, "{head}\n  {number}. {}", Indented(&step, 5));
            }
        });
        if number > 0 {
            break;
        }
    }
    result?;
    match layers().find_map(ErrorMeta::docs) {
        Some(docs) => write!(f, "\n{}See {docs}", if number == 0 && error.help().is_none() { "\n" } else { "  " }),
        None => Ok(()),
    }
}

/// A value as it is shown: text in quotes, unless it is masked.
struct Shown<'a, 'b>(&'a Entry<'b>, usize);

impl fmt::Display for Shown<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.clone().value() {
            Some(value @ (Value::Str(_) | Value::Char(_))) => write!(f, "{value:?}"),
            Some(value) => write!(f, "{}", Indented(&value, self.1)),
            None => write!(f, "{}", self.0),
        }
    }
}

/// Text whose further lines stand below the first.
struct Indented<'a, T>(&'a T, usize);

impl<T: fmt::Display> fmt::Display for Indented<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Into<'a, 'b>(&'a mut fmt::Formatter<'b>, usize);
        impl Write for Into<'_, '_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        write!(self.0, "\n{:1$}", "", self.1)?;
                    }
                    self.0.write_str(line)?;
                }
                Ok(())
            }
        }
        write!(Into(f, self.1), "{}", self.0)
    }
}

impl Error {
    /// Hands out what was around this layer when it was made.
    pub(crate) fn visit_surroundings<'a>(&'a self, visitor: &mut dyn meta::Visitor<'a>) {
        if let Some(around) = self.0.rare(|extra| extra.surroundings.as_ref()) {
            around.visit(visitor);
        }
    }
}
