//! The decisions that need nothing but the state word: what an arriving call meets, what a result does to a period.
//!
//! Pure: no atomics, no clock, no lock. The caller stores what is decided here and asks again if another thread was
//! faster. What half-open needs beside the word is decided in [`trial`](super::trial).

use super::policy::{Ended, Met};
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
    /// The circuit comes back: a share is admitted.
    Ramp,
    /// The circuit has come back.
    RampOver,
    /// A period has just begun, and its time is not set yet.
    Wait,
}

/// Rules 1, 2, 5 and 6: `retry_at` is the end of the open period, the moment a half-open slot may be free, or the end of a
/// ramp.
#[inline]
pub(crate) fn arrival(word: Word, now: u64, retry_at: u64) -> Arrival {
    if word.is_ramping() {
        return match retry_at {
            0 => Arrival::Wait,
            end if now >= end => Arrival::RampOver,
            _ => Arrival::Ramp,
        };
    }
    match word.state() {
        State::Closed | State::Disabled | State::MetricsOnly => Arrival::Admit,
        State::ForcedOpen => Arrival::Reject,
        State::Open | State::HalfOpen if now < retry_at => Arrival::Reject,
        State::Open | State::HalfOpen => Arrival::Probe,
    }
}

/// What opens a circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// So many failures in a row.
    Run(u32),
    /// A rule about the window.
    Window(Met),
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
    /// Counted, and a rule is met: the circuit opens.
    Trip(Reached),
    /// The same in metrics-only: this is the new word, and observers hear that the circuit would have opened.
    WouldTrip(Word, Reached),
    /// The period is half-open: the trial decides.
    Trial,
}

/// The threshold of a breaker that does not look at runs: none is as long.
pub(crate) const NO_RUNS: u32 = u32::MAX;

/// Rules 3, 4, 5 and 7 for a call whose permit is of `generation`.
pub(crate) fn record(word: Word, generation: u32, ended: &Ended, threshold: u32) -> Recorded {
    if word.generation() != generation {
        return Recorded::Late;
    }
    match word.state() {
        State::Open | State::ForcedOpen => Recorded::Late,
        State::Disabled => Recorded::Unrecorded,
        State::HalfOpen => Recorded::Trial,
        State::Closed => after_result(word, ended, threshold),
        State::MetricsOnly => after_result_of_a_dry_run(word, ended, threshold),
    }
}

/// A success ends the run of failures, a failure makes it longer.
fn next_run(word: Word, ended: &Ended, threshold: u32) -> u32 {
    match ended.outcome {
        Outcome::Success => 0,
        Outcome::Failure if threshold == NO_RUNS => word.run(),
        Outcome::Failure if ended.breaks_run => 1,
        Outcome::Failure => word.run() + 1,
        Outcome::Ignored | Outcome::Cancelled => word.run(),
    }
}

/// What is met with this run.
fn reached(run: u32, ended: &Ended, threshold: u32) -> Option<Reached> {
    if ended.warms_up {
        None
    } else if ended.outcome == Outcome::Failure && run >= threshold {
        Some(Reached::Run(run))
    } else {
        ended.met.map(Reached::Window)
    }
}

fn after_result(word: Word, ended: &Ended, threshold: u32) -> Recorded {
    let run = next_run(word, ended, threshold);
    match reached(run, ended, threshold) {
        Some(reached) => Recorded::Trip(reached),
        None => changed(word, word.with_run(run)),
    }
}

fn changed(word: Word, next: Word) -> Recorded {
    if next == word { Recorded::Unchanged } else { Recorded::Run(next) }
}

/// A dry run tells once, when a rule is met: once a run of failures, which goes on until a success or time ends it, and
/// once until the rules about the window are met no more. The threshold may have been moved meanwhile, so that it was
/// told is a bit of its own.
fn after_result_of_a_dry_run(word: Word, ended: &Ended, threshold: u32) -> Recorded {
    let run = next_run(word, ended, threshold);
    let next = word.with_run(run);
    let reached = reached(run, ended, threshold);
    // What was told of a run is not told of the one that follows.
    let is_told = word.is_told() && !(ended.breaks_run && matches!(reached, Some(Reached::Run(_))));
    match reached {
        Some(reached) if !is_told => Recorded::WouldTrip(next.told(), reached),
        None if ended.outcome == Outcome::Success || ended.judged || ended.breaks_run => changed(word, next.untold()),
        _ => changed(word, next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(state: State) -> Word {
        Word::first(state)
    }

    #[test]
    fn a_call_is_admitted_exactly_at_the_deadline() {
        assert_eq!(arrival(word(State::Open), 59, 60), Arrival::Reject);
        assert_eq!(arrival(word(State::Open), 60, 60), Arrival::Probe);
        assert_eq!(arrival(word(State::HalfOpen), 59, 60), Arrival::Reject);
        assert_eq!(arrival(word(State::HalfOpen), 60, 60), Arrival::Probe);
    }

    #[test]
    fn operators_states_do_not_look_at_the_time() {
        for (state, expected) in [
            (State::Closed, Arrival::Admit),
            (State::Disabled, Arrival::Admit),
            (State::MetricsOnly, Arrival::Admit),
            (State::ForcedOpen, Arrival::Reject),
        ] {
            assert_eq!(arrival(word(state), 0, u64::MAX), expected);
            assert_eq!(arrival(word(state), u64::MAX, 0), expected);
        }
    }

    #[test]
    fn the_threshold_trips_and_one_less_does_not() {
        let word = Word::quiet(3);
        assert_eq!(record(word.with_run(3), 3, &Ended::plain(Outcome::Failure), 5), Recorded::Run(word.with_run(4)));
        assert_eq!(record(word.with_run(4), 3, &Ended::plain(Outcome::Failure), 5), Recorded::Trip(Reached::Run(5)));
        // A threshold lowered below the run by a reconfiguration trips at the next failure.
        assert_eq!(record(word.with_run(4), 3, &Ended::plain(Outcome::Failure), 2), Recorded::Trip(Reached::Run(5)));
    }

    #[test]
    fn a_success_ends_the_run() {
        let word = Word::quiet(3);
        assert_eq!(record(word.with_run(4), 3, &Ended::plain(Outcome::Success), 5), Recorded::Run(word));
        assert_eq!(record(word, 3, &Ended::plain(Outcome::Success), 5), Recorded::Unchanged);
    }

    #[test]
    fn another_generation_is_late_in_every_state() {
        let mut word = Word::quiet(3);
        for state in [State::Closed, State::Open, State::HalfOpen, State::Disabled] {
            word = word.transition_to(state);
            assert_eq!(record(word, 3, &Ended::plain(Outcome::Failure), 1), Recorded::Late);
        }
    }

    #[test]
    fn a_dry_run_tells_once_whichever_way_its_threshold_is_moved() {
        let word = Word::first(State::MetricsOnly);
        let lowered = record(word.with_run(3), 0, &Ended::plain(Outcome::Failure), 2);
        assert_eq!(lowered, Recorded::WouldTrip(word.with_run(4).told(), Reached::Run(4)));
        let raised = record(word.with_run(4).told(), 0, &Ended::plain(Outcome::Failure), 5);
        assert_eq!(raised, Recorded::Run(word.with_run(5).told()));
    }

    #[test]
    fn a_ramp_admits_a_share_until_it_is_over() {
        let ramp = Word::quiet(3).transition_to_ramp();
        assert_eq!(arrival(ramp, 59, 60), Arrival::Ramp);
        assert_eq!(arrival(ramp, 60, 60), Arrival::RampOver);
        assert_eq!(arrival(ramp, 60, 0), Arrival::Wait);
        let tripped = record(ramp.with_run(4), 4, &Ended::plain(Outcome::Failure), 5);
        assert_eq!(tripped, Recorded::Trip(Reached::Run(5)));
    }

    #[test]
    fn a_run_that_was_ended_by_time_begins_anew() {
        let ended = Ended { breaks_run: true, ..Ended::plain(Outcome::Failure) };
        assert_eq!(record(Word::quiet(3).with_run(4), 3, &ended, 5), Recorded::Run(Word::quiet(3).with_run(1)));
    }

    #[test]
    fn nothing_opens_while_it_warms_up_and_the_run_goes_on() {
        let ended = Ended { warms_up: true, ..Ended::plain(Outcome::Failure) };
        assert_eq!(record(Word::quiet(3).with_run(8), 3, &ended, 5), Recorded::Run(Word::quiet(3).with_run(9)));
    }

    #[test]
    fn a_breaker_that_does_not_look_at_runs_has_none() {
        let failure = Ended::plain(Outcome::Failure);
        assert_eq!(record(Word::quiet(3), 3, &failure, NO_RUNS), Recorded::Unchanged);
    }

    #[test]
    fn a_dry_run_tells_once_a_run() {
        let word = Word::first(State::MetricsOnly);
        let told = word.with_run(2).told();
        assert_eq!(
            record(word.with_run(1), 0, &Ended::plain(Outcome::Failure), 2),
            Recorded::WouldTrip(told, Reached::Run(2))
        );
        assert_eq!(record(told, 0, &Ended::plain(Outcome::Failure), 2), Recorded::Run(told.with_run(3)));
        assert_eq!(record(told.with_run(3), 0, &Ended::plain(Outcome::Success), 2), Recorded::Run(word));
    }
}
