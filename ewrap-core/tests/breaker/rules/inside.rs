//! Rule 6 for calls made inside a probe: they are part of it, so no probe can be rejected by itself.

use std::future::{Future, poll_fn, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use ewrap_core::{CircuitBreaker, State};

use crate::support::{TICK, TIMEOUT, closed, config, half_open, panic_with};

type Answer = Result<(), &'static str>;

const OK: Answer = Ok(());

#[test]
fn rule_06_a_call_inside_a_probe_needs_no_slot() {
    let (breaker, _) = half_open(config());
    let outer = breaker.call(|| {
        breaker.call(|| breaker.call(|| OK)).unwrap();
        assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 1));
        OK
    });
    assert!(outer.is_ok());
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 3));
}

#[test]
fn rule_06_the_success_of_a_part_leaves_the_verdict_to_the_probe() {
    let (breaker, _) = half_open(config());
    let outer = breaker.call(|| {
        breaker.call(|| OK).unwrap();
        Err::<(), _>("down")
    });
    assert!(outer.is_err());
    assert_eq!((breaker.state(), breaker.snapshot().retry_after), (State::Open, Some(TIMEOUT)));
}

#[test]
fn rule_06_the_failure_of_a_part_fails_the_probe_which_is_late() {
    let (breaker, _) = half_open(config());
    let outer = breaker.call(|| {
        assert!(breaker.call(|| Err::<(), _>("down")).is_err());
        assert_eq!(breaker.state(), State::Open);
        assert!(breaker.try_acquire().is_err(), "the probe is over");
        OK
    });
    assert!(outer.is_ok());
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.counts.failure, snapshot.counts.late), (State::Open, 1, 1));
}

#[test]
fn rule_06_a_permit_taken_inside_a_probe_is_a_part_of_it() {
    let (breaker, _) = half_open(config().success_threshold(2));
    let kept = breaker.call(|| {
        breaker.try_acquire().unwrap().ignore();
        drop(breaker.try_acquire().unwrap());
        Ok::<_, ()>(breaker.try_acquire_owned().unwrap())
    });
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.probes_in_flight, snapshot.probes_succeeded), (0, 1));
    assert_eq!((snapshot.counts.ignored, snapshot.counts.cancelled), (1, 2));
    kept.unwrap().failure();
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::HalfOpen, 1), "its probe has ended");
}

#[test]
fn rule_06_a_part_holds_no_slot_that_it_could_give_back() {
    let (breaker, _) = half_open(config());
    let probe = breaker.call(|| {
        drop(breaker.try_acquire().unwrap());
        thread::scope(|scope| scope.spawn(|| assert!(breaker.try_acquire().is_err())).join()).unwrap();
        OK
    });
    assert!(probe.is_ok());
}

#[test]
fn rule_06_a_part_of_a_probe_that_was_replaced_is_late() {
    let (breaker, clock) = half_open(config());
    let _ = breaker.call(|| {
        let part = breaker.try_acquire().unwrap();
        clock.advance(TIMEOUT);
        let new = thread::scope(|scope| scope.spawn(|| breaker.try_acquire_owned()).join()).unwrap().unwrap();
        part.failure();
        assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::HalfOpen, 1));
        new.success();
        OK
    });
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::Closed, 2));
}

#[test]
fn rule_06_another_thread_another_breaker_and_another_period_are_not_inside() {
    let (breaker, _) = half_open(config());
    let (other, _) = half_open(config());
    let held = other.try_acquire().unwrap();
    let _ = breaker.call(|| {
        thread::scope(|scope| scope.spawn(|| assert!(breaker.try_acquire().is_err())).join()).unwrap();
        assert!(other.try_acquire().is_err());
        breaker.force_open("test");
        assert!(breaker.try_acquire().is_err());
        OK
    });
    drop(held);
}

#[test]
fn rule_06_a_later_trial_has_its_own_probes_even_inside_an_old_one() {
    let (breaker, clock) = half_open(config());
    let _ = breaker.call(|| {
        breaker.open("test");
        clock.advance(TIMEOUT);
        let probe = breaker.try_acquire().unwrap();
        assert!(breaker.try_acquire().is_err());
        probe.success();
        OK
    });
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::Closed, 1));
}

#[test]
fn rule_06_a_probe_in_a_permit_has_no_inside() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    assert!(breaker.call(|| OK).is_err());
    probe.success();
}

#[test]
fn rule_06_a_question_without_a_permit_is_never_a_part() {
    let (breaker, _) = half_open(config());
    let _ = breaker.call(|| {
        assert!(!breaker.can_execute());
        OK
    });
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_06_the_inside_ends_with_the_call_and_with_its_panic() {
    let (breaker, clock) = half_open(config().success_threshold(9));
    breaker.call(|| OK).unwrap();
    let probe = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop(probe);
    panic_with(|| breaker.call(|| -> Answer { std::panic::resume_unwind(Box::new("a panic of the test's")) }));
    clock.advance(TIMEOUT + TICK);
    let probe = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop(probe);
}

#[test]
fn rule_06_the_panic_of_a_part_fails_the_probe() {
    let (breaker, _) = half_open(config());
    let _ = breaker.call(|| {
        panic_with(|| breaker.try_acquire().unwrap());
        OK
    });
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 1));
}

#[test]
fn rule_06_calls_inside_calls_of_a_closed_circuit_are_calls() {
    let (breaker, _) = closed(config());
    breaker.call(|| breaker.call(|| OK).map_err(|_| "inner")).unwrap();
    assert_eq!(breaker.snapshot().counts.success, 2);
}

fn poll_once<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn inner_call(breaker: &CircuitBreaker) -> bool {
    let mut inner = pin!(breaker.call_async(ready(OK)));
    matches!(poll_once(inner.as_mut()), Poll::Ready(Ok(())))
}

#[test]
fn rule_06_an_async_probe_is_entered_for_the_length_of_each_poll() {
    let (breaker, _) = half_open(config());
    let mut polls = 0;
    let mut probe = pin!(breaker.call_async(poll_fn(|_| {
        polls += 1;
        assert!(inner_call(&breaker));
        if polls == 3 { Poll::Ready(OK) } else { Poll::Pending }
    })));
    for _ in 0..2 {
        assert!(poll_once(probe.as_mut()).is_pending());
        assert!(!inner_call(&breaker), "between two polls the thread is not inside");
    }
    assert!(poll_once(probe.as_mut()).is_ready());
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 4));
}
