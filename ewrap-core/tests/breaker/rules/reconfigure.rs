//! Rule 11: a config replaced in each state keeps the state and applies from the next decision on.

use std::time::Duration;

use ewrap_core::{ConfigBuilder, Event, State};

use crate::support::{Log, STATES, TICK, TIMEOUT, closed, config, half_open, move_to, open, trip};

fn reconfigure(breaker: &ewrap_core::CircuitBreaker, settings: ConfigBuilder) {
    breaker.reconfigure(settings.build().unwrap());
}

#[test]
fn rule_11_reconfiguring_keeps_the_state_whatever_it_is() {
    for state in STATES {
        let (breaker, clock) = closed(config());
        move_to(state, &breaker, &clock);
        let log = Log::of(&breaker);
        let before = breaker.snapshot();
        let settings = config().threshold(7).timeout(TIMEOUT * 9).half_open_calls(3).success_threshold(2);
        reconfigure(&breaker, settings);
        let mut after = breaker.snapshot();
        assert_eq!(after.config, settings.build().unwrap());
        assert_eq!(breaker.config(), after.config);
        after.config = before.config;
        assert_eq!(after, before);
        let told: Vec<_> = log.events().drain(..).collect();
        let [Event::Reconfigured { old, new, .. }] = &told[..] else { panic!("{told:?}") };
        assert_eq!((**old, **new), (before.config, breaker.config()));
        reconfigure(&breaker, settings);
        assert_eq!(log.take(), [""; 0], "the same again is no change");
    }
}

#[test]
fn rule_11_a_run_goes_on_under_the_new_threshold() {
    let (breaker, _) = closed(config());
    breaker.record_failure();
    breaker.record_failure();
    reconfigure(&breaker, config().threshold(4));
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Closed);
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_11_a_threshold_below_the_run_opens_at_the_next_failure_and_not_before() {
    let (breaker, _) = closed(config());
    breaker.record_failure();
    breaker.record_failure();
    reconfigure(&breaker, config().threshold(1));
    assert_eq!(breaker.state(), State::Closed);
    assert!(breaker.can_execute());
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_11_a_dry_run_tells_under_a_threshold_lowered_below_its_run() {
    let (breaker, _) = closed(config().threshold(5));
    breaker.metrics_only("trial run");
    let log = Log::of(&breaker);
    for _ in 0..3 {
        breaker.record_failure();
    }
    reconfigure(&breaker, config().threshold(2));
    breaker.record_failure();
    breaker.record_failure();
    let [changed, opened] = &log.take()[..] else { panic!("two events") };
    assert!(changed.starts_with("reconfigured: threshold = 2, "), "{changed}");
    assert!(changed.contains(" (before: threshold = 5, "), "{changed}");
    assert_eq!(opened, "would have opened (4 consecutive failures)");
}

#[test]
fn rule_11_a_dry_run_tells_once_though_the_threshold_is_raised() {
    let (breaker, _) = closed(config().threshold(2));
    breaker.metrics_only("trial run");
    let log = Log::of(&breaker);
    breaker.record_failure();
    breaker.record_failure();
    reconfigure(&breaker, config().threshold(4));
    assert!(matches!(log.events().pop(), Some(Event::Reconfigured { .. })));
    for _ in 0..4 {
        breaker.record_failure();
    }
    assert_eq!(log.take(), ["would have opened (2 consecutive failures)"]);
}

#[test]
fn rule_11_a_deadline_that_stands_stands() {
    let (breaker, clock) = open(config());
    reconfigure(&breaker, config().timeout(TICK));
    clock.advance(TIMEOUT.checked_sub(TICK).unwrap());
    assert!(breaker.try_acquire().is_err());
    clock.advance(TICK);
    let probe = breaker.try_acquire().unwrap();
    probe.failure();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TICK));
}

#[test]
fn rule_11_more_slots_admit_at_once() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    reconfigure(&breaker, config().half_open_calls(2));
    let other = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop((probe, other));
    assert_eq!(breaker.snapshot().probes_in_flight, 0);
}

#[test]
fn rule_11_fewer_slots_lose_no_permit() {
    let (breaker, _) = half_open(config().half_open_calls(3).success_threshold(9));
    let probes: Vec<_> = (0..3).map(|_| breaker.try_acquire().unwrap()).collect();
    reconfigure(&breaker, config().success_threshold(9));
    for (done, probe) in probes.into_iter().enumerate() {
        assert!(breaker.try_acquire().is_err(), "{done} of three are done");
        probe.success();
    }
    assert_eq!(breaker.snapshot().probes_succeeded, 3);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_11_slots_taken_away_and_a_lease_that_ends_admit_no_more_than_the_new_limit() {
    let (breaker, clock) = half_open(config().half_open_calls(2));
    let first = breaker.try_acquire().unwrap();
    clock.advance(TIMEOUT / 2);
    let second = breaker.try_acquire().unwrap();
    reconfigure(&breaker, config());
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT), "both must end before a call comes in");
    clock.advance(TIMEOUT / 2);
    assert!(breaker.try_acquire().is_err(), "the second probe's lease has not ended");
    clock.advance(TIMEOUT / 2);
    let third = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop((first, second, third));
}

#[test]
fn rule_11_a_success_threshold_below_the_successes_closes_at_the_next_success() {
    let (breaker, _) = half_open(config().success_threshold(5));
    breaker.try_acquire().unwrap().success();
    breaker.try_acquire().unwrap().success();
    reconfigure(&breaker, config());
    assert_eq!(breaker.state(), State::HalfOpen);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_11_a_lease_that_runs_keeps_its_length() {
    let (breaker, clock) = half_open(config());
    let _probe = breaker.try_acquire().unwrap();
    reconfigure(&breaker, config().probe_lease(TICK));
    clock.advance(TIMEOUT.checked_sub(TICK).unwrap());
    assert!(breaker.try_acquire().is_err());
    clock.advance(TICK);
    let _next = breaker.try_acquire().unwrap();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TICK));
}

#[test]
fn rule_11_reconfiguring_with_calls_under_way_loses_none() {
    let (breaker, _) = closed(config());
    let permits: Vec<_> = (0..5).map(|_| breaker.try_acquire().unwrap()).collect();
    reconfigure(&breaker, config().threshold(100).timeout(Duration::from_secs(1)));
    for permit in permits {
        permit.failure();
    }
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 5));
    reconfigure(&breaker, config().threshold(6).timeout(Duration::from_secs(1)));
    breaker.record_failure();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(Duration::from_secs(1)));
    breaker.close("test");
    reconfigure(&breaker, config());
    trip(&breaker);
}

#[test]
fn a_call_under_way_takes_nobody_elses_place_when_the_config_changes() {
    let following = |limit| {
        let window = ewrap_core::Window::calls(9);
        config().slow_call(limit).slow_rate(1.0).window(window).min_calls(9)
    };
    let limit = TIMEOUT / 10;
    for other in [following(limit * 2), following(limit).only_ended_calls(true), config()] {
        let (breaker, clock) = closed(following(limit));
        let under_way = || breaker.snapshot().window.unwrap().slow_under_way;
        let (ends_meanwhile, ends_after) = (breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap());
        reconfigure(&breaker, other);
        ends_meanwhile.success();
        reconfigure(&breaker, following(limit));
        ends_after.success();
        assert_eq!(under_way(), 0);
        let hanging = breaker.try_acquire().unwrap();
        clock.advance(TIMEOUT);
        assert_eq!(under_way(), 1);
        drop(hanging);
        assert_eq!(under_way(), 0);
    }
}
