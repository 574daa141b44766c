//! Where policies meet each other, or a reconfiguration.

use std::fmt;
use std::time::Duration;

use ewrap_core::{
    Backoff, CircuitBreaker, Config, ConfigBuilder, ErrorMeta, Facts, ManualClock, State, TransitionCause, Verdict,
    Window,
};

use crate::support::{Log, TICK, TIMEOUT, closed, config};

const S: Duration = Duration::from_secs(1);

/// Calls that take longer than eight seconds are slow, and half of at least two calls opens.
fn by_slow_rate() -> ConfigBuilder {
    Config::builder().slow_rate(0.5).slow_call(S * 8).window(Window::calls(4)).min_calls(2)
}

fn reconfigure(breaker: &CircuitBreaker, settings: ConfigBuilder) {
    breaker.reconfigure(settings.build().unwrap());
}

fn under_way(breaker: &CircuitBreaker) -> u64 {
    breaker.snapshot().window.unwrap().slow_under_way
}

#[test]
fn a_call_from_before_a_reconfiguration_is_not_missing_among_those_under_way() {
    let (breaker, clock) = closed(by_slow_rate());
    let old = breaker.try_acquire().unwrap();
    reconfigure(&breaker, by_slow_rate().slow_call(S * 4));
    let new = breaker.try_acquire().unwrap();
    old.success();
    clock.advance(S * 10);
    assert_eq!(under_way(&breaker), 1);
    new.success();
    assert_eq!(under_way(&breaker), 0);
}

#[test]
fn a_call_that_ends_while_nobody_follows_calls_is_not_under_way_afterwards() {
    let (breaker, clock) = closed(by_slow_rate());
    let call = breaker.try_acquire().unwrap();
    reconfigure(&breaker, by_slow_rate().only_ended_calls(true));
    call.success();
    reconfigure(&breaker, by_slow_rate());
    clock.advance(S * 10);
    assert_eq!(under_way(&breaker), 0);
}

#[test]
fn a_call_that_was_not_followed_when_it_began_is_not_missing_when_it_ends() {
    let (breaker, clock) = closed(by_slow_rate().only_ended_calls(true));
    let unfollowed = breaker.try_acquire().unwrap();
    reconfigure(&breaker, by_slow_rate());
    let _hangs = breaker.try_acquire().unwrap();
    unfollowed.success();
    clock.advance(S * 10);
    assert_eq!(under_way(&breaker), 1);
}

#[test]
fn a_failure_rate_that_is_met_does_not_hide_the_calls_that_hang() {
    let settings = by_slow_rate().failure_rate(0.5).window(Window::calls(8));
    let (breaker, clock) = closed(settings);
    let _hang = [(); 3].map(|()| breaker.try_acquire().unwrap());
    breaker.record_failure();
    breaker.record_success();
    assert_eq!(breaker.state(), State::Closed, "a success opens nothing, though the failure rate is met");
    clock.advance(S * 10);
    breaker.tick();
    let cause = breaker.snapshot().last_transition.unwrap().cause;
    assert_eq!(cause, TransitionCause::SlowRate { slow: 3, under_way: 3, calls: 5 });
}

#[test]
fn time_opens_nothing_while_no_call_under_way_is_slow() {
    let (breaker, clock) = closed(by_slow_rate());
    let slow = breaker.try_acquire().unwrap();
    clock.advance(S * 10);
    slow.success();
    breaker.record_success();
    assert_eq!(breaker.snapshot().slow_rate(), Some(0.5));
    breaker.tick();
    assert!(breaker.try_acquire().is_ok(), "the success that made them enough does not open, and neither does time");
}

#[test]
fn a_late_failure_is_not_the_one_that_others_are_lumped_with() {
    let second = Window::tumbling(S);
    let settings = Config::builder().failure_count(1).window(second).lumping(S * 5);
    let (breaker, clock) = closed(settings);
    let [late, in_time] = [(); 2].map(|()| breaker.try_acquire().unwrap());
    clock.advance(S);
    late.failure();
    assert_eq!(breaker.snapshot().counts.late, 1);
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
    drop(in_time);
}

#[test]
fn a_late_failure_is_late_even_if_it_could_be_lumped() {
    let settings = Config::builder().failure_count(9).window(Window::tumbling(S)).lumping(S * 5);
    let (breaker, clock) = closed(settings);
    let late = breaker.try_acquire().unwrap();
    breaker.record_failure();
    clock.advance(S);
    late.failure();
    let counts = breaker.snapshot().counts;
    assert_eq!((counts.failure, counts.late), (1, 1));
}

#[test]
fn a_dry_run_tells_of_the_run_that_follows_one_ended_by_time() {
    let (breaker, clock) = closed(config().threshold(2).error_free_reset(S));
    breaker.metrics_only("drill");
    let log = Log::of(&breaker);
    for _ in 0..2 {
        (0..3).for_each(|_| breaker.record_failure());
        clock.advance(S + TICK);
    }
    assert_eq!(log.take().len(), 2);
}

#[test]
fn a_result_without_a_permit_belongs_to_the_period_that_follows_half_open() {
    for settings in [config(), config().lumping(S)] {
        let settings = settings.half_open_limit(TIMEOUT).half_open_limit_closes(true);
        let (breaker, clock) = closed(settings);
        breaker.half_open("drill");
        clock.advance(TIMEOUT);
        breaker.record_failure();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::Closed, 1));
        assert_eq!((snapshot.counts.failure, snapshot.counts.late), (1, 0));
    }
}

#[test]
fn a_warm_up_begins_with_the_breaker_and_not_with_its_config() {
    let (breaker, clock) = closed(config());
    clock.advance(S * 10);
    reconfigure(&breaker, config().threshold(1).warm_up(S * 10));
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn a_ramp_that_is_taken_away_is_not_shown() {
    let settings = |of: ConfigBuilder| of.lumping(S);
    let (breaker, clock) = closed(settings(config()).ramp(TIMEOUT));
    breaker.open("drill");
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.snapshot().ramp, Some(10));
    reconfigure(&breaker, settings(config()));
    assert_eq!(breaker.snapshot().ramp, None);
    assert!((0..100).all(|_| breaker.can_execute()));
}

struct Busy;

impl ErrorMeta for Busy {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts = &Facts::none("Busy", None);
        FACTS
    }

    fn failure(&self) -> Option<Verdict> {
        Some(Verdict::Failure)
    }

    fn retry_after(&self) -> Option<Duration> {
        Some(S * 7)
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("busy")
    }
}

#[test]
fn an_error_lengthens_the_delay_that_a_function_says() {
    let settings = Config::builder().threshold(1).backoff(Backoff::function(|_| S)).respect_retry_after(S * 5);
    let breaker = CircuitBreaker::builder("db").config(settings.build().unwrap()).clock(ManualClock::new()).build();
    breaker.try_acquire().unwrap().failed_with(&Busy);
    assert_eq!(breaker.snapshot().retry_after, Some(S * 5));
}
