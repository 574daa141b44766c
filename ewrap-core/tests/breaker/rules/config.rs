//! Rule 13: what a config refuses, in which words; and that the widest values it takes do work.

use std::panic;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Config, ConfigBuilder, State};

use crate::support::{TIMEOUT, closed, config};

fn refusal(settings: ConfigBuilder) -> (&'static str, String) {
    let error = settings.build().unwrap_err();
    (error.setting(), error.to_string())
}

#[test]
fn rule_13_zero_is_refused() {
    let builder = Config::builder;
    for (settings, setting, text) in [
        (builder().threshold(0), "threshold", "threshold of 0 is too small (at least 1)"),
        (builder().timeout(Duration::ZERO), "timeout", "timeout of 0 ns is too short (at least 1 ns)"),
        (builder().half_open_calls(0), "half_open_calls", "half_open_calls of 0 is too small (at least 1)"),
        (builder().success_threshold(0), "success_threshold", "success_threshold of 0 is too small (at least 1)"),
        (builder().probe_lease(Duration::ZERO), "probe_lease", "probe_lease of 0 ns is too short (at least 1 ns)"),
    ] {
        assert_eq!(refusal(settings), (setting, text.to_owned()));
    }
}

#[test]
fn rule_13_counts_above_their_limit_are_refused() {
    let builder = Config::builder;
    for (settings, setting, text) in [
        (builder().threshold(1 << 28), "threshold", "threshold of 268435456 is too large (at most 268435455)"),
        (builder().half_open_calls(65_536), "half_open_calls", "half_open_calls of 65536 is too large (at most 65535)"),
        (
            builder().success_threshold(u32::MAX),
            "success_threshold",
            "success_threshold of 4294967295 is too large (at most 65535)",
        ),
    ] {
        assert_eq!(refusal(settings), (setting, text.to_owned()));
    }
}

#[test]
fn rule_13_the_limits_themselves_are_taken() {
    let smallest = Config::builder()
        .threshold(1)
        .timeout(Duration::from_nanos(1))
        .half_open_calls(1)
        .success_threshold(1)
        .probe_lease(Duration::from_nanos(1))
        .build()
        .unwrap();
    assert_eq!((smallest.threshold(), smallest.timeout()), (Some(1), Duration::from_nanos(1)));
    let largest = Config::builder()
        .threshold((1 << 28) - 1)
        .timeout(Duration::MAX)
        .half_open_calls(65_535)
        .success_threshold(65_535)
        .probe_lease(Duration::MAX)
        .build()
        .unwrap();
    assert_eq!((largest.half_open_calls(), largest.success_threshold()), (65_535, 65_535));
    assert_eq!((largest.threshold(), largest.probe_lease()), (Some((1 << 28) - 1), Duration::MAX));
}

#[test]
fn rule_13_of_several_mistakes_the_first_is_told() {
    let settings = Config::builder().timeout(Duration::ZERO).threshold(0).timeout(TIMEOUT);
    assert_eq!(refusal(settings).0, "timeout");
}

#[test]
fn rule_13_a_config_is_checked_where_it_is_changed_too() {
    let settings = Config::default().to_builder().half_open_calls(0);
    assert_eq!(refusal(settings).0, "half_open_calls");
}

#[test]
fn rule_13_a_config_can_be_checked_by_the_compiler() {
    const CHECKED: Config = match Config::builder().threshold(2).build() {
        Ok(config) => config,
        Err(_) => panic!("out of range"),
    };
    assert_eq!(CHECKED.threshold(), Some(2));
}

#[test]
fn rule_13_a_breaker_made_in_code_refuses_by_panic() {
    let payload = panic::catch_unwind(|| CircuitBreaker::new("db", 0, TIMEOUT)).unwrap_err();
    let text = payload.downcast_ref::<String>().unwrap();
    assert_eq!(text, "circuit breaker \"db\": threshold of 0 is too small (at least 1)");
    let payload = panic::catch_unwind(|| CircuitBreaker::new("db", 1, Duration::ZERO)).unwrap_err();
    let text = payload.downcast_ref::<String>().unwrap();
    assert_eq!(text, "circuit breaker \"db\": timeout of 0 ns is too short (at least 1 ns)");
}

#[test]
fn rule_13_the_defaults_are_what_they_are_said_to_be() {
    let defaults = Config::builder().build().unwrap();
    assert_eq!((defaults, Config::default()), (Config::DEFAULT, Config::DEFAULT));
    assert_eq!((defaults.threshold(), defaults.timeout()), (Some(5), TIMEOUT));
    assert_eq!((defaults.half_open_calls(), defaults.success_threshold()), (1, 1));
    assert_eq!(defaults.probe_lease(), TIMEOUT, "the timeout");
    let lease = Config::builder().timeout(TIMEOUT * 2).build().unwrap().probe_lease();
    assert_eq!(lease, TIMEOUT * 2);
    assert_eq!(
        defaults.to_string(),
        "threshold = 5, timeout = 60s, half_open_calls = 1, success_threshold = 1, probe_lease = 60s"
    );
}

#[test]
fn rule_13_as_many_slots_as_the_limit_allows_can_be_used() {
    let (breaker, clock) = closed(config().half_open_calls(65_535).success_threshold(65_535));
    breaker.open("test");
    clock.advance(TIMEOUT);
    let probes: Vec<_> = (0..1000).map(|_| breaker.try_acquire().unwrap()).collect();
    for probe in probes {
        probe.success();
    }
    assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded), (State::HalfOpen, 1000));
}
