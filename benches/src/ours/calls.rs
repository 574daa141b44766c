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

fn probes(plan: &mut Plan) {
    let timeout = Duration::from_mins(1);
    let make = || {
        let clock = ManualClock::new();
        let config = Config::builder().threshold(1).timeout(timeout).build().expect("the config is in its limits");
        (CircuitBreaker::builder("bench.probed").config(config).clock(clock.clone()).build(), clock)
    };
    let (breaker, clock) = make();
    plan.one(&PROBE, CALL, move || {
        let failure = breaker.call(|| bare(false));
        clock.advance(timeout);
        (failure, breaker.call(|| bare(true)))
    });
    let (breaker, clock) = make();
    plan.one(&PROBE, PERMIT, move || {
        let failure = by_permit(&breaker, || bare(false));
        clock.advance(timeout);
        (failure, by_permit(&breaker, || bare(true)))
    });
    let (breaker, clock) = make();
    plan.one(&PROBE, TWO_STEP, move || {
        let failure = by_two_steps(&breaker, || bare(false));
        clock.advance(timeout);
        (failure, by_two_steps(&breaker, || bare(true)))
    });
}

fn policies(plan: &mut Plan) {
    plan.both(&POLICY, CONSECUTIVE, || guarded::closed(true));
    plan.both(&POLICY, WINDOW_OF_CALLS, || guarded::window_of_calls(true));
    plan.both(&POLICY, WINDOW_OF_TIME, || guarded::window_of_time(true));
    plan.both(&POLICY, SLOW_CALLS, || guarded::slow_calls(true));
}
