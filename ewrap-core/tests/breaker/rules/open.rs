//! Rule 5: what an open circuit does until its deadline, and exactly at it.

use std::time::Duration;

use ewrap_core::{CircuitBreaker, State};

use crate::support::{Log, TICK, TIMEOUT, closed, config, move_to, open};

#[test]
fn rule_05_open_rejects_until_the_timeout_has_passed() {
    let (breaker, clock) = open(config());
    for elapsed in [Duration::ZERO, TICK, TIMEOUT / 2, TIMEOUT.checked_sub(TICK).unwrap()] {
        clock.set(Duration::from_secs(1000) + elapsed);
        let open = breaker.try_acquire().unwrap_err();
        assert_eq!((open.breaker(), open.state()), ("db", State::Open));
        assert_eq!(open.retry_after(), Some(TIMEOUT.checked_sub(elapsed).unwrap()));
        assert!(!breaker.can_execute());
        assert!(breaker.try_acquire_owned().is_err());
    }
    assert_eq!((breaker.state(), breaker.snapshot().counts.rejected), (State::Open, 12));
}

#[test]
fn rule_05_exactly_at_the_deadline_a_call_is_admitted() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_05_what_retry_after_said_is_when_a_call_is_admitted() {
    let (breaker, clock) = open(config().timeout(Duration::new(7, 13)));
    clock.advance(Duration::new(2, 500));
    let after = breaker.try_acquire().unwrap_err().retry_after().unwrap();
    clock.advance(after.checked_sub(TICK).unwrap());
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TICK));
    clock.advance(TICK);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_05_a_call_long_after_the_deadline_is_admitted() {
    let (breaker, clock) = open(config());
    clock.advance(Duration::from_secs(400 * 365 * 24 * 3600));
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_05_an_endless_timeout_never_ends() {
    let (breaker, clock) = open(config().timeout(Duration::MAX));
    clock.advance(Duration::from_secs(500 * 365 * 24 * 3600));
    assert!(breaker.try_acquire().is_err());
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_05_reading_changes_nothing() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT * 2);
    let log = Log::of(&breaker);
    let before = breaker.snapshot();
    assert_eq!((before.state, before.retry_after), (State::Open, Some(Duration::ZERO)));
    assert_eq!(breaker.state(), State::Open);
    assert!(format!("{breaker:?}").contains("Open"));
    assert_eq!(breaker.snapshot(), before);
    assert_eq!(log.take(), [""; 0]);
}

#[test]
fn rule_05_results_that_arrive_while_open_move_nothing() {
    let (breaker, clock) = closed(config());
    let permits: Vec<_> = (0..3).map(|_| breaker.try_acquire().unwrap()).collect();
    move_to(State::Open, &breaker, &clock);
    let log = Log::of(&breaker);
    let before = breaker.snapshot();
    clock.advance(TIMEOUT / 2);
    for permit in permits {
        permit.failure();
    }
    breaker.record_failure();
    breaker.record_success();
    assert_eq!(log.take(), [""; 0]);
    let after = breaker.snapshot();
    assert_eq!((after.state, after.generation), (State::Open, before.generation));
    assert_eq!((after.counts.late, after.counts.failure, after.counts.success), (5, 0, 0));
    assert_eq!(after.retry_after, Some(TIMEOUT / 2), "not extended");
}

#[test]
fn rule_05_results_after_the_deadline_do_not_move_an_open_circuit_either() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT);
    breaker.record_success();
    breaker.record_failure();
    assert_eq!((breaker.state(), breaker.snapshot().retry_after), (State::Open, Some(Duration::ZERO)));
    assert!(breaker.can_execute());
}

#[test]
fn rule_05_a_success_never_opens() {
    let (breaker, _) = closed(config());
    breaker.record_failure();
    breaker.record_failure();
    breaker.reconfigure(config().threshold(1).build().unwrap());
    breaker.record_success();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 0));
}

#[test]
fn rule_05_the_timeout_runs_from_the_failure_that_opened() {
    let (breaker, clock) = closed(config());
    breaker.record_failure();
    clock.advance(TIMEOUT);
    breaker.record_failure();
    clock.advance(TIMEOUT);
    breaker.record_failure();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
}

#[test]
fn rule_05_the_error_says_which_breaker_and_when_to_retry() {
    let (breaker, clock) = open(config());
    clock.advance(Duration::from_millis(1500));
    let open = breaker.try_acquire().unwrap_err();
    assert_eq!(open.to_string(), "circuit breaker \"db\" is open, retry in 58.5s");
    let open = std::io::Error::from(open);
    assert!(open.get_ref().unwrap().is::<ewrap_core::CircuitOpen>());
}

#[test]
fn rule_05_the_system_clock_counts_too() {
    let breaker = CircuitBreaker::new("db", 1, Duration::from_nanos(1));
    breaker.record_failure();
    assert!((0..1_000_000).any(|_| breaker.can_execute()), "a nanosecond has passed");
    assert_eq!(breaker.state(), State::HalfOpen);
}
