//! Slow calls: those that end late, and those that do not end.

use std::time::Duration;

use ewrap_core::{Config, ConfigBuilder, Outcome, State, Window};

use crate::support::{Log, TICK, closed};

const S: Duration = Duration::from_secs(1);

fn slow() -> ConfigBuilder {
    Config::builder().slow_call(S).slow_rate(0.5).window(Window::calls(4)).min_calls(2)
}

#[test]
fn a_call_is_slow_beyond_the_limit_and_not_at_it() {
    let (breaker, clock) = closed(slow().min_calls(4).only_ended_calls(true));
    let log = Log::of(&breaker);
    for took in [S, S + TICK, S] {
        let permit = breaker.try_acquire().unwrap();
        clock.advance(took);
        permit.success();
    }
    assert_eq!((breaker.state(), breaker.snapshot().counts.slow), (State::Closed, 1));
    let permit = breaker.try_acquire().unwrap();
    clock.advance(S * 2);
    permit.failure();
    assert_eq!(log.take(), ["closed -> open (2 of 4 calls were slow)"]);
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.success, counts.failure, counts.slow, counts.total()), (3, 1, 2, 4));
}

#[test]
fn what_the_caller_measured_counts() {
    let (breaker, _) = closed(slow());
    for _ in 0..2 {
        breaker.try_acquire().unwrap().record(Outcome::Success, S * 3);
    }
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn ignored_and_cancelled_calls_are_not_slow() {
    let (breaker, clock) = closed(slow().only_ended_calls(true));
    let [ignored, cancelled] = [breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap()];
    clock.advance(S * 9);
    ignored.ignore();
    drop(cancelled);
    assert_eq!((breaker.state(), breaker.snapshot().counts.slow), (State::Closed, 0));
}

#[test]
fn a_limit_without_a_rate_is_counted_and_opens_nothing() {
    let (breaker, clock) = closed(Config::builder().slow_call(S));
    for _ in 0..20 {
        let permit = breaker.try_acquire().unwrap();
        clock.advance(S * 2);
        permit.success();
    }
    assert_eq!((breaker.state(), breaker.snapshot().counts.slow), (State::Closed, 20));
}

#[test]
fn calls_that_hang_open_the_circuit_for_the_next() {
    let (breaker, clock) = closed(slow());
    let log = Log::of(&breaker);
    let hanging = [breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap()];
    clock.advance(S);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
    clock.advance(S / 4);
    assert_eq!(breaker.snapshot().window.unwrap().slow_under_way, 2);
    let open = breaker.try_acquire().unwrap_err();
    assert_eq!((open.state(), breaker.snapshot().counts.rejected), (State::Open, 1));
    assert_eq!(log.events()[0].to_string(), "closed -> open (2 of 3 calls were slow, 2 of them under way)");
    for permit in hanging {
        permit.success();
    }
    assert_eq!(breaker.snapshot().counts.late, 2);
}

#[test]
fn a_tick_sees_calls_that_hang_although_nobody_calls() {
    let (breaker, clock) = closed(slow());
    let hanging = [breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap()];
    clock.advance(S * 2);
    assert_eq!(breaker.state(), State::Closed, "reading changes nothing");
    breaker.tick();
    assert_eq!(breaker.state(), State::Open);
    drop(hanging);
}

#[test]
fn calls_that_ended_do_not_hang() {
    let (breaker, clock) = closed(slow());
    for _ in 0..50 {
        let permits = [(); 5].map(|()| breaker.try_acquire().unwrap());
        clock.advance(S / 3);
        let [success, failure, ignored, cancelled, recorded] = permits;
        success.success();
        failure.ignore();
        ignored.ignore();
        drop(cancelled);
        recorded.record(Outcome::Success, Duration::ZERO);
        breaker.tick();
    }
    assert_eq!(breaker.snapshot().window.unwrap().slow_under_way, 0);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_dry_run_tells_of_calls_that_hang_once() {
    let (breaker, clock) = closed(slow());
    breaker.metrics_only("test");
    let log = Log::of(&breaker);
    let _hanging = [breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap()];
    clock.advance(S * 2);
    breaker.tick();
    breaker.tick();
    assert_eq!(log.take(), ["would have opened (2 of 2 calls were slow, 2 of them under way)"]);
}

#[test]
fn a_question_without_a_permit_hangs_nowhere() {
    let (breaker, clock) = closed(slow());
    for _ in 0..10 {
        assert!(breaker.can_execute());
    }
    clock.advance(S * 10);
    breaker.tick();
    assert_eq!(breaker.state(), State::Closed);
}
