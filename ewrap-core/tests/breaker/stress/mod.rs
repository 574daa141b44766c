//! Threads and cancelled tasks let loose on one breaker: afterwards everything must add up.
//!
//! Time is moved by hand and randomness is seeded; only the scheduling differs from run to run.

mod passing;
mod tasks;
mod threads;

use std::sync::atomic::{AtomicU64, Ordering};

use ewrap_core::{CircuitBreaker, Counts, ManualClock, State, Transition, TransitionCause};

use crate::support::TIMEOUT;

/// How many calls are inside, and the most there ever were.
#[derive(Default)]
struct Gauge {
    inside: AtomicU64,
    most: AtomicU64,
}

impl Gauge {
    fn enter(&self) -> Inside<'_> {
        // Relaxed: what orders the calls is the breaker under test.
        let inside = self.inside.fetch_add(1, Ordering::Relaxed) + 1;
        // Relaxed: read after the threads have been joined.
        self.most.fetch_max(inside, Ordering::Relaxed);
        Inside(self)
    }

    fn most(&self) -> u64 {
        // Relaxed: as above.
        self.most.load(Ordering::Relaxed)
    }
}

struct Inside<'a>(&'a Gauge);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        // Relaxed: as in `enter`.
        self.0.inside.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Asserts that the transitions are every one that was made, in order, each of them allowed by the rules.
fn assert_one_history(told: &[Transition], breaker: &CircuitBreaker) {
    let last = breaker.snapshot().generation;
    let generations: Vec<_> = told.iter().map(|told| told.generation).collect();
    assert_eq!(generations, (1..=last).collect::<Vec<_>>(), "each exactly once, in order");
    assert_eq!(told.first().map_or(State::Closed, |first| first.from), State::Closed);
    for pair in told.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
        assert!(pair[0].generation < pair[1].generation);
        assert_grown(&pair[0].counts, &pair[1].counts);
    }
    for told in told {
        assert_legal(told, breaker);
    }
    assert_eq!(told.last().map_or(State::Closed, |last| last.to), breaker.state());
}

fn assert_legal(told: &Transition, breaker: &CircuitBreaker) {
    let config = breaker.config();
    let legal = match (told.from, told.to, &told.cause) {
        (State::Closed, State::Open, TransitionCause::ConsecutiveFailures(run)) => Some(*run) == config.threshold(),
        (State::Open, State::HalfOpen, TransitionCause::TimeoutElapsed)
        | (State::HalfOpen, State::Open, TransitionCause::ProbeFailed) => true,
        (State::HalfOpen, State::Closed, TransitionCause::ProbesSucceeded(probes)) => {
            *probes == config.success_threshold()
        }
        (from, to, TransitionCause::Operator(_)) => from != to && to != State::HalfOpen,
        _ => false,
    };
    assert!(legal, "{told}");
}

fn assert_grown(before: &Counts, after: &Counts) {
    let grown = before.success <= after.success
        && before.failure <= after.failure
        && before.ignored <= after.ignored
        && before.cancelled <= after.cancelled
        && before.rejected <= after.rejected
        && before.late <= after.late;
    assert!(grown, "{before:?} then {after:?}");
}

/// Asserts that no slot was lost: a new half-open period has room for as many probes as ever, and closes.
fn assert_all_slots_free(breaker: &CircuitBreaker, clock: &ManualClock) {
    breaker.close("check");
    breaker.open("check");
    clock.advance(TIMEOUT);
    let slots = breaker.config().half_open_calls();
    let probes: Vec<_> = (0..slots).map(|_| breaker.try_acquire().unwrap()).collect();
    assert!(breaker.try_acquire().is_err());
    drop(probes);
    while breaker.state() == State::HalfOpen {
        breaker.try_acquire().unwrap().success();
    }
    assert_eq!(breaker.state(), State::Closed);
}
