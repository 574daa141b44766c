//! A call by the attribute, a closure, a permit and the two-step protocol: closed, failing, rejected, and as a probe.
//!
//! The probe's breaker stands on a clock that is moved by hand, so its timeout passes without waiting.

use std::time::Duration;

use ewrap::{CircuitBreaker, Config, ManualClock};

use super::{ATTRIBUTE, CALL, PERMIT, TWO_STEP, guarded};
use crate::plan::Plan;
use crate::subject::{Fault, bare};
use crate::topics::{FAILURE, POLICY, PROBE, REJECTED, SUCCESS};

pub(crate) const CONSECUTIVE: &str = "ewrap, 5 failures in a row";
pub(crate) const WINDOW_OF_CALLS: &str = "ewrap, window of 100 calls";
pub(crate) const WINDOW_OF_TIME: &str = "ewrap, window of time";
pub(crate) const SLOW_CALLS: &str = "ewrap, window of time and slow calls";

const FOR_LONG: Duration = Duration::from_hours(1);

type Answer = Result<u64, Fault>;

fn by_permit(breaker: &CircuitBreaker, body: impl FnOnce() -> Answer) -> Answer {
    let permit = breaker.try_acquire()?;
    let result = body();
    match result {
        Ok(_) => permit.success(),
        Err(_) => permit.failure(),
    }
    result
}

fn by_two_steps(breaker: &CircuitBreaker, body: impl FnOnce() -> Answer) -> Answer {
    if !breaker.can_execute() {
        return Err(Fault::Open);
    }
    let result = body();
    match result {
        Ok(_) => breaker.record_success(),
        Err(_) => breaker.record_failure(),
    }
    result
}

pub(crate) fn add(plan: &mut Plan) {
    closed(plan);
    failing(plan);
    rejected(plan);
    probes(plan);
    policies(plan);
}

fn closed(plan: &mut Plan) {
    let make = || CircuitBreaker::builder("bench.by_hand").build();
    plan.both(&SUCCESS, ATTRIBUTE, || guarded::closed(true));
    let breaker = make();
    plan.both(&SUCCESS, CALL, move || breaker.call(|| bare(true)));
    let breaker = make();
    plan.both(&SUCCESS, PERMIT, move || by_permit(&breaker, || bare(true)));
    let breaker = make();
    plan.both(&SUCCESS, TWO_STEP, move || by_two_steps(&breaker, || bare(true)));
}

fn failing(plan: &mut Plan) {
    let make = || CircuitBreaker::new("bench.failing_by_hand", 200_000_000, FOR_LONG);
    plan.both(&FAILURE, ATTRIBUTE, || (guarded::failing(false), guarded::failing(true)));
    let breaker = make();
    plan.both(&FAILURE, CALL, move || (breaker.call(|| bare(false)), breaker.call(|| bare(true))));
    let breaker = make();
    plan.both(&FAILURE, PERMIT, move || (by_permit(&breaker, || bare(false)), by_permit(&breaker, || bare(true))));
    let breaker = make();
    plan.both(&FAILURE, TWO_STEP, move || {
        (by_two_steps(&breaker, || bare(false)), by_two_steps(&breaker, || bare(true)))
    });
}

fn rejected(plan: &mut Plan) {
    let make = || {
        let breaker = CircuitBreaker::new("bench.open_by_hand", 1, FOR_LONG);
        breaker.record_failure();
        breaker
    };
    guarded::trip();
    plan.both(&REJECTED, ATTRIBUTE, || guarded::open(true));
    let breaker = make();
    plan.both(&REJECTED, CALL, move || breaker.call(|| bare(true)));
    let breaker = make();
    plan.both(&REJECTED, PERMIT, move || by_permit(&breaker, || bare(true)));
    let breaker = make();
    plan.both(&REJECTED, TWO_STEP, move || by_two_steps(&breaker, || bare(true)));
}

const TIMEOUT: Duration = Duration::from_mins(1);

/// One failure opens it, for as long as its clock stands still.
fn probed() -> (CircuitBreaker, ManualClock) {
    let clock = ManualClock::new();
    let config = Config::builder().threshold(1).timeout(TIMEOUT).build().expect("the config is in its limits");
    (CircuitBreaker::builder("bench.probed").config(config).clock(clock.clone()).build(), clock)
}

fn probes(plan: &mut Plan) {
    let (breaker, clock) = probed();
    plan.one(&PROBE, CALL, move || {
        let failure = breaker.call(|| bare(false));
        clock.advance(TIMEOUT);
        (failure, breaker.call(|| bare(true)))
    });
    let (breaker, clock) = probed();
    plan.one(&PROBE, PERMIT, move || {
        let failure = by_permit(&breaker, || bare(false));
        clock.advance(TIMEOUT);
        (failure, by_permit(&breaker, || bare(true)))
    });
    let (breaker, clock) = probed();
    plan.one(&PROBE, TWO_STEP, move || {
        let failure = by_two_steps(&breaker, || bare(false));
        clock.advance(TIMEOUT);
        (failure, by_two_steps(&breaker, || bare(true)))
    });
}

fn policies(plan: &mut Plan) {
    plan.both(&POLICY, CONSECUTIVE, || guarded::closed(true));
    plan.both(&POLICY, WINDOW_OF_CALLS, || guarded::window_of_calls(true));
    plan.both(&POLICY, WINDOW_OF_TIME, || guarded::window_of_time(true));
    plan.both(&POLICY, SLOW_CALLS, || guarded::slow_calls(true));
}

#[cfg(test)]
mod tests {
    use ewrap::State;

    use super::*;

    #[test]
    fn a_probes_breaker_opens_and_closes_in_each_cycle() {
        let (breaker, clock) = probed();
        for _ in 0..2 {
            assert_eq!(by_permit(&breaker, || bare(false)), Err(Fault::Down));
            assert_eq!((breaker.state(), by_permit(&breaker, || bare(true))), (State::Open, Err(Fault::Open)));
            clock.advance(TIMEOUT);
            assert_eq!((by_permit(&breaker, || bare(true)), breaker.state()), (Ok(1), State::Closed));
        }
    }
}
