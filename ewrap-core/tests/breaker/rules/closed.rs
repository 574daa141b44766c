//! Rules 1 to 4 and 10: the states, the run of failures, and which period a result belongs to.

use std::time::Duration;

use ewrap_core::{CallError, CircuitBreaker, Outcome, State, TransitionCause};

use crate::support::{Log, STATES, TIMEOUT, closed, config, half_open, move_to, open, panic_with, trip};

#[test]
fn rule_01_a_new_breaker_is_closed() {
    let breaker = CircuitBreaker::new("db", 5, TIMEOUT);
    assert_eq!((breaker.state(), breaker.name()), (State::Closed, "db"));
    assert_eq!(breaker.snapshot().last_transition, None);
}

#[test]
fn rule_01_each_state_has_its_name() {
    let names = ["closed", "open", "half_open", "forced_open", "disabled", "metrics_only"];
    for (state, name) in STATES.into_iter().zip(names) {
        let (breaker, clock) = closed(config());
        move_to(state, &breaker, &clock);
        assert_eq!((breaker.state(), breaker.state().to_string().as_str()), (state, name));
    }
}

#[test]
fn rule_01_handles_share_one_circuit() {
    let (breaker, _) = closed(config());
    trip(&breaker.clone());
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_02_closed_admits_every_call() {
    let (breaker, _) = closed(config());
    let permits: Vec<_> = (0..1000).map(|_| breaker.try_acquire().unwrap()).collect();
    assert!(breaker.can_execute());
    for permit in permits {
        permit.success();
    }
    assert_eq!(breaker.snapshot().counts.success, 1000);
}

#[test]
fn rule_03_the_threshold_opens_and_one_failure_less_does_not() {
    let (breaker, _) = closed(config());
    breaker.try_acquire().unwrap().failure();
    breaker.try_acquire().unwrap().failure();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 2));
    breaker.try_acquire().unwrap().failure();
    assert_eq!(breaker.state(), State::Open);
    let cause = breaker.snapshot().last_transition.unwrap().cause;
    assert_eq!(cause, TransitionCause::ConsecutiveFailures(3));
}

#[test]
fn rule_03_a_threshold_of_one_opens_at_the_first_failure() {
    let (breaker, _) = closed(config().threshold(1));
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_03_a_success_ends_the_run() {
    let (breaker, _) = closed(config());
    for _ in 0..10 {
        breaker.record_failure();
        breaker.record_failure();
        assert_eq!(breaker.snapshot().consecutive_failures, 2);
        breaker.record_success();
        assert_eq!(breaker.snapshot().consecutive_failures, 0);
    }
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_03_ignored_and_cancelled_calls_leave_the_run_alone() {
    let (breaker, _) = closed(config());
    for _ in 0..2 {
        breaker.try_acquire().unwrap().failure();
        breaker.try_acquire().unwrap().ignore();
        drop(breaker.try_acquire().unwrap());
        breaker.try_acquire().unwrap().record(Outcome::Cancelled, Duration::ZERO);
    }
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 2));
    breaker.try_acquire().unwrap().failure();
    assert_eq!(breaker.state(), State::Open);
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.failure, counts.ignored, counts.cancelled, counts.total()), (3, 2, 4, 9));
}

#[test]
fn rule_03_results_count_in_the_order_in_which_they_come() {
    let (breaker, _) = closed(config());
    let early = breaker.try_acquire().unwrap();
    breaker.record_failure();
    breaker.record_failure();
    early.success();
    breaker.record_failure();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 1));
}

#[test]
fn rule_03_a_call_counts_err_as_failure_and_ok_as_success() {
    let (breaker, _) = closed(config());
    assert_eq!(breaker.call(|| Ok::<_, &str>(8)).unwrap(), 8);
    for _ in 0..3 {
        let error = breaker.call(|| Err::<u8, _>("down")).unwrap_err();
        assert_eq!(error.into_inner(), Some("down"));
    }
    let rejected = breaker.call(|| -> Result<u8, &str> { unreachable!("the circuit is open") }).unwrap_err();
    assert!(matches!(&rejected, CallError::Rejected(open) if open.state() == State::Open));
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.success, counts.failure, counts.rejected, counts.total()), (1, 3, 1, 5));
}

#[tokio::test]
async fn rule_03_an_async_call_counts_like_any_other() {
    let (breaker, _) = closed(config());
    assert_eq!(breaker.call_async(async { Ok::<_, &str>(8) }).await.unwrap(), 8);
    for _ in 0..3 {
        assert!(breaker.call_async(async { Err::<u8, _>("down") }).await.is_err());
    }
    let never = async { unreachable!("the circuit is open") };
    let rejected = breaker.call_async::<u8, &str, _>(never).await.unwrap_err();
    assert_eq!(rejected.rejection().map(ewrap_core::CircuitOpen::state), Some(State::Open));
    assert_eq!(breaker.snapshot().counts.total(), 5);
}

#[tokio::test]
async fn rule_03_an_async_call_asks_for_admission_when_it_is_first_polled() {
    let (breaker, _) = closed(config());
    let call = breaker.call_async(async { Ok::<_, &str>(8) });
    trip(&breaker);
    assert!(call.await.unwrap_err().rejection().is_some());
}

#[test]
fn rule_04_every_transition_begins_a_generation() {
    let (breaker, clock) = closed(config());
    assert_eq!(breaker.snapshot().generation, 0);
    trip(&breaker);
    assert_eq!(breaker.snapshot().generation, 1);
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    assert_eq!(breaker.snapshot().generation, 2);
    probe.success();
    assert_eq!(breaker.snapshot().generation, 3);
    for (set, generation) in [
        (CircuitBreaker::force_open as fn(&_, _), 4),
        (CircuitBreaker::disable, 5),
        (CircuitBreaker::metrics_only, 6),
        (CircuitBreaker::open, 7),
        (CircuitBreaker::close, 8),
    ] {
        set(&breaker, "test");
        assert_eq!(breaker.snapshot().generation, generation);
    }
}

#[test]
fn rule_04_a_late_result_moves_nothing_whatever_the_state() {
    for state in STATES {
        for late in [Outcome::Success, Outcome::Failure, Outcome::Ignored] {
            let (breaker, clock) = closed(config().threshold(1));
            let permit = breaker.try_acquire().unwrap();
            move_to(state, &breaker, &clock);
            let log = Log::of(&breaker);
            let before = breaker.snapshot();
            permit.record(late, Duration::ZERO);
            let mut after = breaker.snapshot();
            assert_eq!(after.counts.late, before.counts.late + 1, "{late} in {state}");
            after.counts.late -= 1;
            assert_eq!(after, before, "{late} in {state}");
            assert_eq!(log.take(), [""; 0]);
        }
    }
}

#[test]
fn rule_04_a_late_panic_is_late_too() {
    let (breaker, _) = closed(config().threshold(1));
    panic_with(|| {
        let permit = breaker.try_acquire().unwrap();
        breaker.open("test");
        breaker.close("test");
        permit
    });
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::Closed, 1));
}

#[test]
fn rule_04_a_late_cancelled_call_is_cancelled_all_the_same() {
    let (breaker, _) = closed(config());
    let permit = breaker.try_acquire().unwrap();
    trip(&breaker);
    drop(permit);
    assert_eq!((breaker.snapshot().counts.cancelled, breaker.snapshot().counts.late), (1, 0));
}

#[test]
fn rule_04_a_result_of_an_earlier_closed_period_is_late_in_the_next() {
    let (breaker, clock) = closed(config());
    let early = breaker.try_acquire().unwrap();
    trip(&breaker);
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    breaker.record_failure();
    breaker.record_failure();
    early.failure();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 2));
    assert_eq!(breaker.snapshot().counts.late, 1);
}

#[test]
fn rule_04_a_late_failure_does_not_reopen_half_open() {
    let (breaker, clock) = closed(config());
    let early = breaker.try_acquire().unwrap();
    trip(&breaker);
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    early.failure();
    assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 1));
    probe.success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_04_a_late_success_does_not_close_half_open() {
    let (breaker, clock) = closed(config());
    let early = breaker.try_acquire().unwrap();
    trip(&breaker);
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    early.success();
    assert_eq!(breaker.state(), State::HalfOpen);
    probe.failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_04_a_probe_of_an_earlier_half_open_period_is_late() {
    let (breaker, clock) = half_open(config().half_open_calls(2));
    let old = breaker.try_acquire().unwrap();
    breaker.try_acquire().unwrap().failure();
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    old.failure();
    assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 1));
    probe.success();
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::Closed, 1));
}

#[test]
fn rule_04_a_report_without_a_permit_is_of_the_present_period() {
    let (breaker, clock) = closed(config());
    assert!(breaker.can_execute());
    trip(&breaker);
    clock.advance(TIMEOUT);
    assert!(breaker.can_execute());
    assert!(!breaker.can_execute());
    breaker.record_success();
    assert_eq!(breaker.state(), State::Closed);
    breaker.record_failure();
    assert_eq!(breaker.snapshot().consecutive_failures, 1);
}

#[test]
fn rule_10_the_counts_of_a_new_closed_period_start_from_nothing() {
    let (breaker, _) = half_open(config().half_open_calls(2).success_threshold(2));
    breaker.record_success();
    breaker.try_acquire().unwrap().success();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::Closed, 0));
    assert_eq!((snapshot.probes_succeeded, snapshot.probes_in_flight, snapshot.retry_after), (0, 0, None));
    breaker.record_failure();
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Closed);
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_10_probes_under_way_are_not_in_the_counts_of_the_closed_period() {
    let (breaker, _) = half_open(config().threshold(1).half_open_calls(2));
    let slow = breaker.try_acquire().unwrap();
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
    slow.failure();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 0));
}

#[test]
fn rule_10_the_successes_of_one_trial_are_not_in_the_next() {
    let (breaker, clock) = half_open(config().success_threshold(2));
    breaker.try_acquire().unwrap().success();
    breaker.try_acquire().unwrap().failure();
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded), (State::HalfOpen, 1));
}

#[test]
fn rule_10_the_totals_go_on() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.failure, counts.success), (3, 1));
}
