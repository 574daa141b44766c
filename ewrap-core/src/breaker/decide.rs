//! The decisions that need nothing but the state word: what an arriving call meets, what a result does to a period.
//!
//! Pure: no atomics, no clock, no lock. The caller stores what is decided here and asks again if another thread was
//! faster. What half-open needs beside the word is decided in [`trial`](super::trial).

use super::word::{State, Word};
use crate::outcome::Outcome;

/// What an arriving call meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(crate) enum Arrival {
    /// Go on.
    Admit,
    /// Not now.
    Reject,
    /// A probe may be due: ask the trial.
    Probe,
}

/// Rules 1, 2, 5 and 6: `retry_at` is the end of the open period, or the moment a half-open slot may be free.
#[inline]
pub(crate) fn arrival(state: State, now: u64, retry_at: u64) -> Arrival {
    match state {
        State::Closed | State::Disabled | State::MetricsOnly => Arrival::Admit,
        State::ForcedOpen => Arrival::Reject,
        State::Open | State::HalfOpen if now < retry_at => Arrival::Reject,
        State::Open | State::HalfOpen => Arrival::Probe,
    }
}

/// What the end of a call does to the period it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(crate) enum Recorded {
    /// Another period, or one that records nothing more: the result is late.
    Late,
    /// The period is disabled: the result is not even counted.
    Unrecorded,
    /// Counted, and the word stays as it is.
    Unchanged,
    /// Counted, and this is the new word of the same period.
    Run(Word),
    /// Counted, and the threshold is reached: the circuit opens.
    Trip,
    /// The same in metrics-only: this is the new word, and observers hear that the circuit would have opened.
    WouldTrip(Word),
    /// The period is half-open: the trial decides.
    Trial,
}

/// Rules 3, 4, 5 and 7 for a call whose permit is of `generation`.
pub(crate) fn record(word: Word, generation: u32, outcome: Outcome, threshold: u32) -> Recorded {
    if word.generation() != generation {
        return Recorded::Late;
    }
    match word.state() {
        State::Open | State::ForcedOpen => Recorded::Late,
        State::Disabled => Recorded::Unrecorded,
        State::HalfOpen => Recorded::Trial,
        State::Closed | State::MetricsOnly => match outcome {
            Outcome::Success => after_success(word),
            Outcome::Ignored | Outcome::Cancelled => Recorded::Unchanged,
            Outcome::Failure if word.state() == State::Closed => after_failure(word, threshold),
            Outcome::Failure => after_failure_of_a_dry_run(word, threshold),
        },
    }
}

/// A success ends the run of failures.
fn after_success(word: Word) -> Recorded {
    if word.run() == 0 { Recorded::Unchanged } else { Recorded::Run(word.without_run()) }
}

fn after_failure(word: Word, threshold: u32) -> Recorded {
    let run = word.run() + 1;
    if run >= threshold { Recorded::Trip } else { Recorded::Run(word.with_run(run)) }
}

/// A dry run tells once a run, when the threshold is met; the run goes on until a success ends it. The threshold may
/// have been moved meanwhile, so that it was told is a bit of its own.
fn after_failure_of_a_dry_run(word: Word, threshold: u32) -> Recorded {
    let next = word.with_run(word.run() + 1);
    if word.is_told() || word.run() + 1 < threshold { Recorded::Run(next) } else { Recorded::WouldTrip(next.told()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_admitted_exactly_at_the_deadline() {
        assert_eq!(arrival(State::Open, 59, 60), Arrival::Reject);
        assert_eq!(arrival(State::Open, 60, 60), Arrival::Probe);
        assert_eq!(arrival(State::HalfOpen, 59, 60), Arrival::Reject);
        assert_eq!(arrival(State::HalfOpen, 60, 60), Arrival::Probe);
    }

    #[test]
    fn operators_states_do_not_look_at_the_time() {
        for (state, expected) in [
            (State::Closed, Arrival::Admit),
            (State::Disabled, Arrival::Admit),
            (State::MetricsOnly, Arrival::Admit),
            (State::ForcedOpen, Arrival::Reject),
        ] {
            assert_eq!(arrival(state, 0, u64::MAX), expected);
            assert_eq!(arrival(state, u64::MAX, 0), expected);
        }
    }

    #[test]
    fn the_threshold_trips_and_one_less_does_not() {
        let word = Word::quiet(3);
        assert_eq!(record(word.with_run(3), 3, Outcome::Failure, 5), Recorded::Run(word.with_run(4)));
        assert_eq!(record(word.with_run(4), 3, Outcome::Failure, 5), Recorded::Trip);
        // A threshold lowered below the run by a reconfiguration trips at the next failure.
        assert_eq!(record(word.with_run(4), 3, Outcome::Failure, 2), Recorded::Trip);
    }

    #[test]
    fn a_success_ends_the_run() {
        let word = Word::quiet(3);
        assert_eq!(record(word.with_run(4), 3, Outcome::Success, 5), Recorded::Run(word));
        assert_eq!(record(word, 3, Outcome::Success, 5), Recorded::Unchanged);
    }

    #[test]
    fn another_generation_is_late_in_every_state() {
        let mut word = Word::quiet(3);
        for state in [State::Closed, State::Open, State::HalfOpen, State::Disabled] {
            word = word.transition_to(state);
            assert_eq!(record(word, 3, Outcome::Failure, 1), Recorded::Late);
        }
    }

    #[test]
    fn a_dry_run_tells_once_whichever_way_its_threshold_is_moved() {
        let word = Word::first(State::MetricsOnly);
        let lowered = record(word.with_run(3), 0, Outcome::Failure, 2);
        assert_eq!(lowered, Recorded::WouldTrip(word.with_run(4).told()));
        let raised = record(word.with_run(4).told(), 0, Outcome::Failure, 5);
        assert_eq!(raised, Recorded::Run(word.with_run(5).told()));
    }

    #[test]
    fn a_dry_run_tells_once_a_run() {
        let word = Word::first(State::MetricsOnly);
        let told = word.with_run(2).told();
        assert_eq!(record(word.with_run(1), 0, Outcome::Failure, 2), Recorded::WouldTrip(told));
        assert_eq!(record(told, 0, Outcome::Failure, 2), Recorded::Run(told.with_run(3)));
        assert_eq!(record(told.with_run(3), 0, Outcome::Success, 2), Recorded::Run(word));
    }
}
