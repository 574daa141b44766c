//! Half-open beyond the default, and the way back: samples, budgets, limits, ramps.

use std::time::Duration;

use ewrap_core::{Backoff, CircuitBreaker, Config, ConfigBuilder, ManualClock, Permit, Reason, State, Window};

use crate::support::{Log, TIMEOUT, closed, config, half_open, open};

const S: Duration = Duration::from_secs(1);

/// `f` fails, `s` succeeds: one probe after the other.
fn probe(breaker: &CircuitBreaker, results: &str) {
    for result in results.chars() {
        let permit = breaker.try_acquire().unwrap();
        if result == 'f' { permit.failure() } else { permit.success() }
    }
}

fn after(settings: ConfigBuilder, results: &str) -> State {
    let (breaker, _) = half_open(settings);
    probe(&breaker, results);
    breaker.state()
}

#[test]
fn half_open_tolerates_failures_if_it_is_to() {
    let tolerant = || config().half_open_failures(3).success_threshold(3);
    assert_eq!(after(tolerant(), "ffss"), State::HalfOpen);
    assert_eq!(after(tolerant(), "ffsss"), State::Closed);
    assert_eq!(after(tolerant(), "fsfsf"), State::Open);
}

#[test]
fn half_open_judges_by_a_sample() {
    let sample = || config().half_open_sample(4).half_open_failures(2);
    assert_eq!(after(sample(), "sss"), State::HalfOpen);
    assert_eq!(after(sample(), "sfss"), State::Closed);
    assert_eq!(after(sample(), "sff"), State::Open, "as soon as it is certain");
}

#[test]
fn half_open_judges_by_the_rates_over_a_sample() {
    let sample = || config().failure_rate(0.5).window(Window::calls(10)).half_open_sample(4);
    assert_eq!(after(sample(), "fff"), State::HalfOpen);
    assert_eq!(after(sample(), "ffss"), State::Open);
    assert_eq!(after(sample(), "fsss"), State::Closed);
    let (breaker, clock) = half_open(config().slow_call(S).slow_rate(0.5).half_open_sample(2));
    let log = Log::of(&breaker);
    probe(&breaker, "s");
    let slow = breaker.try_acquire().unwrap();
    clock.advance(S * 2);
    slow.success();
    assert_eq!(log.take(), ["half_open -> open (1 of 2 calls were slow)"]);
}

#[test]
fn a_budget_of_probes_is_used_once() {
    let (breaker, _) = half_open(config().half_open_calls(3).success_threshold(3).probes_once(true));
    probe(&breaker, "ss");
    let last = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop(last);
    breaker.try_acquire().unwrap().ignore();
    probe(&breaker, "s");
    assert_eq!(breaker.state(), State::Closed, "a probe without a verdict gives its place back");
}

#[test]
fn a_budget_that_a_reconfiguration_has_starved_gives_one_probe_at_a_time() {
    let (breaker, _) = half_open(config().half_open_calls(3).success_threshold(3).probes_once(true));
    probe(&breaker, "ss");
    breaker.reconfigure(config().half_open_calls(2).success_threshold(9).build().unwrap());
    breaker.reconfigure(config().half_open_calls(9).success_threshold(9).probes_once(true).build().unwrap());
    probe(&breaker, "sssssss");
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_call_that_fails_inside_a_probe_fails_it_where_failures_are_tolerated() {
    let (breaker, _) = half_open(config().half_open_failures(2).success_threshold(2));
    let result: Result<(), _> = breaker.call(|| {
        breaker.try_acquire().unwrap().failure();
        Ok::<(), ()>(())
    });
    assert!(result.is_ok());
    let window = breaker.snapshot().window.unwrap();
    assert_eq!((window.calls, window.failures), (1, 1));
}

#[test]
fn the_longest_time_in_half_open_ends_it() {
    for (closes, expected) in [(false, State::Open), (true, State::Closed)] {
        let (breaker, clock) = half_open(config().half_open_limit(S).half_open_limit_closes(closes));
        let log = Log::of(&breaker);
        let hanging = breaker.try_acquire().unwrap();
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(S));
        clock.advance(S);
        assert_eq!(breaker.try_acquire().is_ok(), closes);
        assert_eq!(breaker.state(), expected);
        let told = format!("half_open -> {expected} (longest time in half-open has passed)");
        assert!(log.take().contains(&told));
        hanging.failure();
        assert_eq!((breaker.state(), breaker.snapshot().counts.late), (expected, 1));
    }
}

#[test]
fn a_result_that_comes_with_the_limit_is_late() {
    let (breaker, clock) = half_open(config().half_open_limit(S));
    let probe = breaker.try_acquire().unwrap();
    clock.advance(S);
    probe.success();
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::Open, 1));
}

#[test]
fn a_tick_does_what_is_due() {
    let (breaker, clock) = open(config().automatic_half_open(true).half_open_limit(S));
    clock.advance(S * 59);
    breaker.tick();
    assert_eq!(breaker.state(), State::Open);
    clock.advance(S);
    assert_eq!(breaker.state(), State::Open, "reading changes nothing");
    breaker.tick();
    assert_eq!(breaker.state(), State::HalfOpen);
    clock.advance(S);
    breaker.tick();
    assert_eq!(breaker.state(), State::Open);
    let (lazy, clock) = open(config());
    clock.advance(TIMEOUT);
    lazy.tick();
    assert_eq!(lazy.state(), State::Open, "it waits for a call");
}

#[test]
fn time_alone_closes_where_no_probe_is_wanted() {
    let (breaker, clock) = open(config().closes_by_time(true));
    let log = Log::of(&breaker);
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().failure();
    assert_eq!(log.take(), ["open -> closed (timeout elapsed)"]);
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 1));
}

fn recovered(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let (breaker, clock) = half_open(settings);
    probe(&breaker, "s");
    assert_eq!(breaker.state(), State::Closed);
    (breaker, clock)
}

fn admitted(breaker: &CircuitBreaker, calls: u32) -> usize {
    (0..calls).filter(|_| breaker.try_acquire().map(Permit::success).is_ok()).count()
}

#[test]
fn a_ramp_admits_a_share_that_grows_to_all() {
    let (breaker, clock) = recovered(config().ramp(S * 10));
    for (percent, second) in [(10, 0), (19, 1), (55, 5), (91, 9)] {
        clock.set(clock_at_second(&breaker, second));
        assert_eq!(breaker.snapshot().ramp, Some(percent));
        let share = admitted(&breaker, 1000);
        assert!(share.abs_diff(usize::from(percent) * 10) <= 10, "{share} of 1000 at {percent} %");
    }
    let open = (0..100).find_map(|_| breaker.try_acquire().err()).unwrap();
    assert_eq!((open.state(), open.reason(), open.retry_after()), (State::Closed, Reason::Ramp, Some(S)));
    clock.set(clock_at_second(&breaker, 10));
    assert_eq!(admitted(&breaker, 1000), 1000);
    assert_eq!(breaker.snapshot().ramp, None);
}

/// So many seconds after the last transition.
fn clock_at_second(breaker: &CircuitBreaker, second: u32) -> Duration {
    breaker.snapshot().last_transition.unwrap().at + S * second
}

#[test]
fn a_ramp_is_a_closed_period_that_trips_as_any() {
    let (breaker, _) = recovered(config().ramp(S * 10));
    let log = Log::of(&breaker);
    let mut failed = 0;
    while failed < 3 {
        if let Ok(permit) = breaker.try_acquire() {
            permit.failure();
            failed += 1;
        }
    }
    log.events().retain(|event| matches!(event, ewrap_core::Event::Transition(_)));
    assert_eq!(log.take(), ["closed -> open (3 consecutive failures)"]);
}

#[test]
fn the_end_of_a_ramp_keeps_the_run_and_the_permits() {
    let (breaker, clock) = recovered(config().ramp(S));
    let early = breaker.try_acquire().unwrap();
    clock.advance(S / 2);
    while breaker.try_acquire().map(Permit::failure).is_err() {}
    clock.advance(S);
    early.failure();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.consecutive_failures, snapshot.counts.late), (2, 0));
    breaker.tick();
    assert_eq!(breaker.snapshot().consecutive_failures, 2);
    probe(&breaker, "f");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn an_operator_who_closes_wants_no_ramp() {
    let (breaker, _) = open(config().ramp(S));
    breaker.close("test");
    assert_eq!((breaker.snapshot().ramp, admitted(&breaker, 100)), (None, 100));
}

#[test]
fn a_function_says_how_long_an_opening_lasts() {
    fn delay(opening: u32) -> Duration {
        S * (opening + 1) * (opening + 1)
    }
    let (breaker, clock) = open(config().backoff(Backoff::function(delay)));
    for expected in [1, 4, 9] {
        assert_eq!(breaker.snapshot().retry_after, Some(S * expected));
        clock.advance(S * expected);
        probe(&breaker, "f");
    }
    breaker.close("test");
    breaker.open("test");
    assert_eq!(breaker.snapshot().retry_after, Some(S));
}

#[test]
fn a_config_with_everything_says_so() {
    let everything = Config::builder()
        .failure_rate(0.5)
        .slow_call(S)
        .slow_rate(0.8)
        .window(Window::time(S * 10))
        .ramp(S * 30)
        .half_open_sample(10)
        .build()
        .unwrap();
    assert_eq!(
        everything.to_string(),
        "failure_rate = 0.5, slow_rate = 0.8, slow_call = 1s, window = 10s, min_calls = 10, timeout = 60s, \
         half_open_calls = 1, half_open_sample = 10, probe_lease = 60s, ramp = 30s"
    );
    let (breaker, _) = closed(everything.to_builder().threshold(5));
    assert_eq!(breaker.config().threshold(), Some(5));
}
