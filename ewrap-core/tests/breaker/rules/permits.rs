//! Rules 7 and 8: permits that are dropped without a result, quietly or by a panic.

use std::future::{self, Future};
use std::panic::{self, AssertUnwindSafe};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Outcome, State};

use crate::support::{Hear, Log, TIMEOUT, closed, config, half_open, panic_with, trip};

#[test]
fn rule_07_a_dropped_permit_frees_its_slot_at_once() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop(probe);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_07_a_dropped_permit_changes_nothing_else() {
    let (breaker, clock) = half_open(config().half_open_calls(2).success_threshold(3));
    breaker.try_acquire().unwrap().success();
    let log = Log::of(&breaker);
    let before = breaker.snapshot();
    clock.advance(Duration::from_secs(1));
    drop(breaker.try_acquire().unwrap());
    let mut after = breaker.snapshot();
    assert_eq!(after.counts.cancelled, before.counts.cancelled + 1);
    (after.at, after.counts) = (before.at, before.counts);
    assert_eq!(after, before);
    assert_eq!(log.take(), [""; 0]);
}

#[test]
fn rule_07_a_dropped_permit_leaves_the_run_of_failures_alone() {
    let (breaker, _) = closed(config());
    breaker.record_failure();
    breaker.record_failure();
    drop(breaker.try_acquire().unwrap());
    assert_eq!(breaker.snapshot().consecutive_failures, 2);
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_07_a_call_recorded_as_cancelled_is_a_dropped_permit() {
    let (breaker, _) = half_open(config());
    breaker.try_acquire().unwrap().record(Outcome::Cancelled, Duration::from_secs(1));
    assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 0));
    assert_eq!(breaker.snapshot().counts.cancelled, 2);
}

#[test]
fn rule_07_a_dropped_future_is_a_cancelled_call() {
    let (breaker, _) = half_open(config());
    {
        let mut call = pin!(breaker.call_async(future::pending::<Result<u8, &str>>()));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(breaker.snapshot().probes_in_flight, 1);
        assert!(breaker.try_acquire().is_err());
    }
    assert_eq!((breaker.snapshot().probes_in_flight, breaker.snapshot().counts.cancelled), (0, 2));
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_07_a_future_that_was_never_polled_is_no_call() {
    let (breaker, _) = half_open(config());
    let before = breaker.snapshot();
    drop(breaker.call_async(future::ready(Ok::<u8, &str>(8))));
    assert_eq!(breaker.snapshot(), before);
}

#[test]
fn rule_07_an_owned_permit_frees_its_slot_on_another_thread() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire_owned().unwrap();
    thread::spawn(move || drop(probe)).join().unwrap();
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_07_an_owned_permit_outlives_the_handle() {
    let (breaker, _) = closed(config().threshold(1));
    let log = Log::of(&breaker);
    let permit = breaker.try_acquire_owned().unwrap();
    drop(breaker);
    permit.failure();
    assert_eq!(log.take(), ["closed -> open (1 consecutive failure)"]);
}

#[test]
fn rule_07_a_result_is_given_once() {
    let (breaker, _) = closed(config());
    breaker.try_acquire().unwrap().success();
    breaker.try_acquire_owned().unwrap().ignore();
    assert_eq!(breaker.snapshot().counts.total(), 2);
}

#[test]
fn rule_08_a_panicking_call_is_a_failure_and_the_panic_goes_on() {
    let (breaker, _) = closed(config());
    for _ in 0..3 {
        let call = || -> Result<u8, &str> { panic::resume_unwind(Box::new(8_u8)) };
        let payload = panic::catch_unwind(AssertUnwindSafe(|| breaker.call(call))).unwrap_err();
        assert_eq!(payload.downcast_ref::<u8>(), Some(&8));
    }
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 3));
}

#[test]
fn rule_08_a_permit_dropped_by_an_unwinding_panic_is_a_failure() {
    let (breaker, _) = closed(config().threshold(1));
    panic_with(|| breaker.try_acquire().unwrap());
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 1));
}

#[test]
fn rule_08_an_owned_permit_too() {
    let (breaker, _) = closed(config().threshold(1));
    panic_with(|| breaker.try_acquire_owned().unwrap());
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 1));
}

#[test]
fn rule_08_a_panicking_probe_opens_again() {
    let (breaker, _) = half_open(config());
    panic_with(|| breaker.try_acquire().unwrap());
    assert_eq!((breaker.state(), breaker.snapshot().retry_after), (State::Open, Some(TIMEOUT)));
}

#[test]
fn rule_08_a_future_that_panics_is_a_failure() {
    let (breaker, _) = closed(config().threshold(1));
    let call = breaker.call_async(future::poll_fn(|_| -> Poll<Result<u8, &str>> { panic::resume_unwind(Box::new(8)) }));
    let poll = || Box::pin(call).as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
    assert!(panic::catch_unwind(AssertUnwindSafe(poll)).is_err());
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 1));
}

/// Uses the breaker while the panic of somebody else unwinds.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        assert!(thread::panicking());
        (self.0)();
    }
}

#[test]
fn rule_08_a_call_made_and_cancelled_while_a_panic_unwinds_is_cancelled() {
    let (breaker, _) = closed(config().threshold(1));
    panic_with(|| OnDrop(|| drop(breaker.try_acquire().unwrap())));
    let counts = breaker.snapshot().counts;
    assert_eq!((breaker.state(), counts.cancelled, counts.failure), (State::Closed, 1, 0));
}

#[test]
fn rule_08_a_call_made_while_a_panic_unwinds_reports_what_it_found() {
    let (breaker, _) = half_open(config().threshold(1));
    panic_with(|| OnDrop(|| breaker.try_acquire().unwrap().success()));
    assert_eq!(breaker.state(), State::Closed);
    panic_with(|| OnDrop(|| breaker.try_acquire().unwrap().failure()));
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_08_a_probe_acquired_while_a_panic_unwinds_keeps_its_slot() {
    let (breaker, _) = half_open(config());
    let mut kept = None;
    panic_with(|| OnDrop(|| kept = Some(breaker.try_acquire_owned().unwrap())));
    assert!(breaker.try_acquire().is_err());
    drop(kept);
    assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 0));
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_08_a_result_given_before_the_panic_stands() {
    let (breaker, _) = closed(config().threshold(1));
    panic_with(|| breaker.try_acquire().unwrap().success());
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 1));
}

#[test]
fn rule_08_observers_may_panic_while_a_panic_unwinds() {
    let (breaker, _) = closed(config().threshold(1));
    breaker.observe(Arc::new(Hear(|_: &_| panic::resume_unwind(Box::new("observer")))));
    let log = Log::of(&breaker);
    panic_with(|| breaker.try_acquire().unwrap());
    assert_eq!(log.take(), ["closed -> open (1 consecutive failure)"]);
}

#[test]
fn rule_08_the_breaker_lives_on_after_a_panic_in_each_state() {
    let (breaker, clock) = closed(config());
    panic_with(|| breaker.try_acquire().unwrap());
    trip_the_rest(&breaker);
    clock.advance(TIMEOUT);
    panic_with(|| breaker.try_acquire().unwrap());
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    trip(&breaker);
}

fn trip_the_rest(breaker: &CircuitBreaker) {
    breaker.record_failure();
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}
