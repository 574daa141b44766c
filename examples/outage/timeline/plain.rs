//! A line for each quarter of a second: for logs, pipes and terminals that cannot move the cursor.

use std::io::{self, Stdout, Write as _};
use std::time::Duration;

use ewrap::State;

use super::{Cell, View};
use crate::args::Plan;
use crate::style::brief_or_dash;

const CELL: Duration = Duration::from_millis(250);

#[derive(Debug)]
pub(super) struct Plain {
    out: Stdout,
    title: &'static str,
    breaker: bool,
    outage: (Duration, Duration),
}

impl Plain {
    pub(super) fn new(plan: &Plan, title: &'static str, breaker: bool) -> Self {
        Self { out: io::stdout(), title, breaker, outage: (plan.before, plan.before + plan.outage) }
    }

    /// The phase in which most of the cell lies.
    fn phase(&self, cell: &Cell) -> &'static str {
        let middle = cell.ends.saturating_sub(CELL / 2);
        if middle < self.outage.0 {
            "before"
        } else if middle < self.outage.1 {
            "outage"
        } else {
            "after"
        }
    }
}

impl View for Plain {
    fn cell(&self) -> Duration {
        CELL
    }

    fn begin(&mut self) -> io::Result<()> {
        writeln!(self.out, "\n{}\n", self.title)?;
        if self.breaker {
            writeln!(
                self.out,
                "  {:>7}  {:<6}  {:>8}  {:>6}  {:>8}  {:>8}  {:>8}  {:>8}  {:>7}  breaker",
                "until", "phase", "database", "failed", "rejected", "fallback", "median", "p99", "waiting"
            )
        } else {
            writeln!(
                self.out,
                "  {:>7}  {:<6}  {:>8}  {:>6}  {:>8}  {:>8}  {:>7}",
                "until", "phase", "database", "failed", "median", "p99", "waiting"
            )
        }
    }

    fn show(&mut self, cell: Cell) -> io::Result<()> {
        let Cell { ends, states, tally, waits, waiting } = &cell;
        let (phase, seconds) = (self.phase(&cell), ends.as_secs_f64());
        write!(self.out, "  {seconds:>5.2} s  {phase:<6}  {:>8}  {:>6}", tally.database, tally.failed)?;
        if self.breaker {
            write!(self.out, "  {:>8}  {:>8}", tally.rejected, tally.fallback)?;
        }
        write!(self.out, "  {:>8}  {:>8}  {waiting:>7}", brief_or_dash(waits.median()), brief_or_dash(waits.p99()))?;
        if self.breaker {
            let states: Vec<_> = states.iter().copied().map(State::as_str).collect();
            write!(self.out, "  {}", states.join(" > "))?;
        }
        writeln!(self.out)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
