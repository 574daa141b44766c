//! What is printed before and after: the plan, and the tables that say how it went.

use std::io::{self, Stdout, Write as _};

use crate::args::Plan;
use crate::database::Database;
use crate::journal::Journal;
use crate::load::{Answer, Sample};
use crate::run::{Phase, Record};
use crate::stats::{Tally, Waits};
use crate::style::{Colour, Style, brief, brief_or_dash};
use crate::verdict::Finding;

const PHASES: [(Phase, &str); 3] = [(Phase::Before, "before"), (Phase::Outage, "outage"), (Phase::After, "after")];

pub(crate) fn opening(plan: &Plan, db: &Database, style: Style) -> io::Result<()> {
    let Plan { tasks, rate, users, .. } = plan;
    let mut out = io::stdout();
    writeln!(out, "{}", style.paint(Colour::Bold, "An annotated function outlives its database"))?;
    writeln!(out)?;
    writeln!(out, "  database  {users} users in {}", db.path().display())?;
    writeln!(
        out,
        "  load      {tasks} callers, {rate} calls a second; a locked read fails after {}",
        brief(plan.busy_timeout)
    )?;
    writeln!(
        out,
        "  outage    locked from {:.2} s to {:.2} s of {:.2} s",
        plan.before.as_secs_f64(),
        (plan.before + plan.outage).as_secs_f64(),
        plan.total().as_secs_f64()
    )
}

/// All the tables.
pub(crate) fn closing(guarded: &Record, bare: Option<&Record>, journal: &Journal, style: Style) -> io::Result<()> {
    let mut report = Report { out: io::stdout(), style };
    report.transitions(guarded, journal)?;
    report.calls(guarded)?;
    report.latencies(guarded)?;
    report.answers(guarded)?;
    match bare {
        Some(bare) => report.comparison(guarded, bare),
        None => Ok(()),
    }
}

pub(crate) fn findings(findings: &[Finding], style: Style) -> io::Result<()> {
    let mut report = Report { out: io::stdout(), style };
    report.heading("The breaker")?;
    for Finding { holds, claim, seen } in findings {
        let mark = if *holds { style.paint(Colour::Green, "yes") } else { style.paint(Colour::Red, "NO ") };
        writeln!(report.out, "  {mark}  {claim:<24}  {seen}")?;
    }
    Ok(())
}

struct Report {
    out: Stdout,
    style: Style,
}

impl Report {
    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}\n", self.style.paint(Colour::Bold, text))
    }

    fn columns(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.paint(Colour::Dim, text))
    }

    fn transitions(&mut self, record: &Record, journal: &Journal) -> io::Result<()> {
        self.heading("Transitions")?;
        self.columns(&format!("  {:>8}  {:<9}    {:<9}  cause", "at", "from", "to"))?;
        for transition in journal.transitions() {
            let at = transition.at.saturating_sub(record.origin).as_secs_f64();
            let [from, to] = [transition.from, transition.to]
                .map(|state| self.style.paint(Style::state(state), format!("{state:<9}")));
            writeln!(self.out, "  {at:>6.3} s  {from} -> {to}  {}", transition.cause)?;
        }
        Ok(())
    }

    fn calls(&mut self, record: &Record) -> io::Result<()> {
        self.heading("Calls by outcome")?;
        let tallies = PHASES.map(|(phase, _)| Tally::of(record.samples.iter().filter(|s| record.phase(s) == phase)));
        self.columns(&format!("  {:<28}  {:>8}  {:>8}  {:>8}  {:>8}", "", "before", "outage", "after", "in all"))?;
        self.row_of_calls("answered by the database", tallies, |tally| tally.database)?;
        self.row_of_calls("failed, then the fallback", tallies, |tally| tally.failed)?;
        self.row_of_calls("rejected, then the fallback", tallies, |tally| tally.rejected)
    }

    fn row_of_calls(&mut self, label: &str, tallies: [Tally; 3], of: impl Fn(Tally) -> u64) -> io::Result<()> {
        let [before, outage, after] = tallies.map(of);
        let all = before + outage + after;
        writeln!(self.out, "  {label:<28}  {before:>8}  {outage:>8}  {after:>8}  {all:>8}")
    }

    fn latencies(&mut self, record: &Record) -> io::Result<()> {
        self.heading("Latency")?;
        self.columns(&format!("  {:<28}  {:>8}  {:>8}  {:>8}  {:>8}", "", "calls", "median", "p99", "longest"))?;
        for (phase, name) in PHASES {
            self.row_of_waits(name, record, |sample| record.phase(sample) == phase)?;
            if phase == Phase::Outage {
                let part = |rejected: bool| {
                    move |sample: &Sample| {
                        record.phase(sample) == phase && (sample.answer == Answer::FallbackAtOnce) == rejected
                    }
                };
                self.row_of_waits("  asked the database", record, part(false))?;
                self.row_of_waits("  rejected", record, part(true))?;
            }
        }
        Ok(())
    }

    fn row_of_waits(&mut self, label: &str, record: &Record, part: impl Fn(&Sample) -> bool) -> io::Result<()> {
        let waits = Waits::of(record.samples.iter().filter(|sample| part(sample)));
        let [median, p99, longest] = [waits.median(), waits.p99(), waits.longest()].map(brief_or_dash);
        writeln!(self.out, "  {label:<28}  {:>8}  {median:>8}  {p99:>8}  {longest:>8}", waits.count())
    }

    fn answers(&mut self, record: &Record) -> io::Result<()> {
        self.heading("What a caller gets")?;
        for (label, answer) in [("database", Answer::Database), ("fallback", Answer::FallbackAtOnce)] {
            let sample = record.samples.iter().find(|sample| sample.answer == answer);
            if let Some(profile) = sample.and_then(|sample| sample.profile.as_ref()) {
                writeln!(self.out, "  {label}  {profile}")?;
            }
        }
        Ok(())
    }

    fn comparison(&mut self, guarded: &Record, bare: &Record) -> io::Result<()> {
        self.heading("The outage, with the breaker and without")?;
        let [with, without] = [guarded, bare].map(Outage::of);
        self.columns(&format!("  {:<42}  {:>12}  {:>12}", "", "with", "without"))?;
        let mut row = |label: &str, of: &dyn Fn(&Outage) -> String| {
            writeln!(self.out, "  {label:<42}  {:>12}  {:>12}", of(&with), of(&without))
        };
        row("calls that came due", &|outage| outage.due().to_string())?;
        row("  answered by the database", &|outage| outage.tally.database.to_string())?;
        row("  answered by the fallback", &|outage| outage.tally.fallback.to_string())?;
        row("  answered with an error", &|outage| outage.errors().to_string())?;
        row("  never made: their caller was still waiting", &|outage| outage.skipped.to_string())?;
        row("time callers spent waiting, in all", &|outage| brief(outage.waits.sum()))?;
        row("  a call: median", &|outage| brief_or_dash(outage.waits.median()))?;
        row("  a call: p99", &|outage| brief_or_dash(outage.waits.p99()))
    }
}

/// The figures of one outage.
struct Outage {
    tally: Tally,
    waits: Waits,
    /// Only in the outage do calls take longer than their caller's pace.
    skipped: u64,
}

impl Outage {
    fn of(record: &Record) -> Self {
        let during = || record.samples.iter().filter(|sample| record.phase(sample) == Phase::Outage);
        let made = Tally::of(&record.samples).all();
        Self { tally: Tally::of(during()), waits: Waits::of(during()), skipped: record.calls_due.saturating_sub(made) }
    }

    fn due(&self) -> u64 {
        self.tally.all() + self.skipped
    }

    fn errors(&self) -> u64 {
        self.tally.all() - self.tally.answered()
    }
}
