//! Whether the breaker did what it is for. Each finding is one claim, with the figures that carry it.

use ewrap::{State, Transition};

use crate::Failure;
use crate::args::Plan;
use crate::journal::Journal;
use crate::load::Answer;
use crate::run::Record;
use crate::stats::{Tally, Waits};
use crate::style::brief;

/// A claim, and what was seen.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) holds: bool,
    pub(crate) claim: &'static str,
    pub(crate) seen: String,
}

/// "Fast" is at most this part of the busy timeout.
const FAST: u32 = 10;

pub(crate) fn find(plan: &Plan, record: &Record, journal: &Journal) -> Vec<Finding> {
    let transitions = journal.transitions();
    vec![
        opened(record, &transitions),
        failed_fast(plan, record),
        probed_one_at_a_time(journal, &transitions),
        closed_again(record, journal, &transitions),
        counted_right(record, journal),
    ]
}

/// An error with the findings that do not hold.
pub(crate) fn pass(findings: &[Finding]) -> Result<(), Failure> {
    let failed: Vec<_> = findings.iter().filter(|finding| !finding.holds).collect();
    if failed.is_empty() {
        return Ok(());
    }
    let list: Vec<_> = failed.iter().map(|finding| format!("\n  not {}: {}", finding.claim, finding.seen)).collect();
    Err(format!("the breaker did not do its work{}", list.concat()).into())
}

fn opened(record: &Record, transitions: &[Transition]) -> Finding {
    let opened = transitions.iter().find(|transition| transition.to == State::Open);
    let after = opened.map(|transition| transition.at.saturating_sub(record.origin + record.locked.0));
    let seen = match (opened, after) {
        (Some(opened), Some(after)) => format!("{} after the lock, by {}", brief(after), opened.cause),
        _ => "it never did; was the outage long enough for 5 failures?".to_owned(),
    };
    Finding { holds: opened.is_some(), claim: "opened", seen }
}

fn failed_fast(plan: &Plan, record: &Record) -> Finding {
    let rejected = record.samples.iter().filter(|sample| sample.answer == Answer::FallbackAtOnce);
    let median = Waits::of(rejected).median();
    let seen = match median {
        Some(median) => {
            format!("a rejected call took {} (median), a locked read {}", brief(median), brief(plan.busy_timeout))
        }
        None => "no call was rejected".to_owned(),
    };
    Finding { holds: median.is_some_and(|median| median < plan.busy_timeout / FAST), claim: "failed fast", seen }
}

fn probed_one_at_a_time(journal: &Journal, transitions: &[Transition]) -> Finding {
    let half_open = transitions.iter().filter(|transition| transition.to == State::HalfOpen).count();
    let (probes, most) = (journal.probes.count(), journal.probes.most_at_once());
    let seen = format!("{probes} calls entered the function in {half_open} half-open periods, at most {most} at once");
    let holds = most == 1 && usize::try_from(probes).is_ok_and(|probes| probes >= half_open);
    Finding { holds, claim: "probed one at a time", seen }
}

fn closed_again(record: &Record, journal: &Journal, transitions: &[Transition]) -> Finding {
    let last = transitions.last().filter(|transition| transition.to == State::Closed);
    let released = record.origin + record.locked.1;
    let seen = match last {
        Some(closed) => format!("{} after the lock was gone", brief(closed.at.saturating_sub(released))),
        None if transitions.is_empty() => "it never opened".to_owned(),
        None => format!("at the end it is {}", journal.breaker.state()),
    };
    Finding { holds: last.is_some() && journal.breaker.state() == State::Closed, claim: "closed again", seen }
}

/// The breaker's counters against what the callers saw. A late result is a success or a failure to its caller.
fn counted_right(record: &Record, journal: &Journal) -> Finding {
    let (seen, counts) = (Tally::of(&record.samples), journal.breaker.snapshot().counts);
    let holds = counts.rejected == seen.rejected
        && counts.success <= seen.database
        && counts.failure <= seen.failed
        && counts.success + counts.failure + counts.late == seen.database + seen.failed;
    let seen = format!(
        "success {}, failure {}, late {}, rejected {}",
        counts.success, counts.failure, counts.late, counts.rejected
    );
    Finding { holds, claim: "counted what callers saw", seen }
}
