//! The rules about a window: what is in it, when it trips, and what the event says.

use std::time::Duration;

use ewrap_core::{CircuitBreaker, Config, ConfigBuilder, Outcome, State, Tally, Window};
use proptest::prelude::*;

use crate::support::{Log, closed};

const S: Duration = Duration::from_secs(1);

fn rate(share: f64, window: Window) -> ConfigBuilder {
    Config::builder().failure_rate(share).window(window)
}

/// `f` fails, `s` succeeds, `i` is ignored.
fn play(breaker: &CircuitBreaker, results: &str) {
    for result in results.chars() {
        let permit = breaker.try_acquire().unwrap();
        match result {
            'f' => permit.failure(),
            's' => permit.success(),
            _ => permit.ignore(),
        }
    }
}

fn window(breaker: &CircuitBreaker) -> (u64, u64) {
    let Tally { calls, failures, .. } = breaker.snapshot().window.unwrap();
    (calls, failures)
}

#[test]
fn a_rate_trips_when_it_is_reached_and_enough_calls_are_in() {
    let (breaker, _) = closed(rate(0.5, Window::calls(10)).min_calls(4));
    let log = Log::of(&breaker);
    play(&breaker, "fff");
    assert_eq!((breaker.state(), breaker.snapshot().failure_rate()), (State::Closed, None));
    play(&breaker, "s");
    assert_eq!(breaker.snapshot().failure_rate(), Some(0.75));
    assert_eq!(breaker.state(), State::Closed, "a success never opens");
    play(&breaker, "f");
    assert_eq!(log.take(), ["closed -> open (4 of 5 calls failed)"]);
}

#[test]
fn a_success_may_open_where_that_is_asked_for() {
    let (breaker, _) = closed(rate(0.5, Window::calls(10)).min_calls(4).successes_may_open(true));
    play(&breaker, "fffs");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn a_rate_may_have_to_be_exceeded() {
    for (strictly, expected) in [(false, State::Open), (true, State::Closed)] {
        let (breaker, _) = closed(rate(0.5, Window::calls(4)).strictly_above(strictly));
        play(&breaker, "ssff");
        assert_eq!(breaker.state(), expected);
    }
}

#[test]
fn windows_of_one_and_two_calls_work() {
    let (one, _) = closed(rate(1.0, Window::calls(1)));
    play(&one, "sss");
    assert_eq!(window(&one), (1, 0));
    play(&one, "f");
    assert_eq!(one.state(), State::Open);
    let (two, _) = closed(rate(1.0, Window::calls(2)));
    play(&two, "fsfsf");
    assert_eq!(window(&two), (2, 1));
    play(&two, "f");
    assert_eq!(two.state(), State::Open);
}

#[test]
fn a_run_is_not_looked_at_unless_its_threshold_is_given() {
    let (only_rate, _) = closed(rate(0.5, Window::calls(100)).min_calls(100));
    play(&only_rate, "ffffffffffff");
    assert_eq!((only_rate.state(), only_rate.snapshot().consecutive_failures), (State::Closed, 0));
    let (both, _) = closed(rate(0.5, Window::calls(100)).min_calls(100).threshold(3));
    let log = Log::of(&both);
    play(&both, "ffsfff");
    assert_eq!(log.take(), ["closed -> open (3 consecutive failures)"]);
}

#[test]
fn a_count_adds_up_over_successes() {
    let (breaker, clock) = closed(Config::builder().failure_count(3).window(Window::time(S * 10)));
    let log = Log::of(&breaker);
    play(&breaker, "fs");
    clock.advance(S * 4);
    play(&breaker, "fs");
    clock.advance(S * 7);
    play(&breaker, "f");
    assert_eq!((breaker.state(), window(&breaker)), (State::Closed, (3, 2)), "the first has left");
    play(&breaker, "f");
    assert_eq!(log.take(), ["closed -> open (3 of 4 calls failed)"]);
}

#[test]
fn a_result_as_old_as_the_window_has_left_and_one_a_twentieth_younger_has_not() {
    for offset in [0, 1, 250, 499] {
        let (breaker, clock) = closed(rate(1.0, Window::time(S * 10)).min_calls(100));
        clock.advance(Duration::from_millis(offset));
        play(&breaker, "f");
        clock.advance(Duration::from_millis(9_500));
        assert_eq!(window(&breaker), (1, 1), "{offset}");
        clock.advance(Duration::from_millis(500));
        assert_eq!(window(&breaker), (0, 0), "{offset}");
    }
}

#[test]
fn a_window_of_time_empties_while_nobody_calls() {
    let (breaker, clock) = closed(rate(0.5, Window::time(S)).min_calls(2));
    play(&breaker, "f");
    clock.advance(Duration::from_secs(3600 * 24 * 400));
    play(&breaker, "f");
    assert_eq!((window(&breaker), breaker.state()), ((1, 1), State::Closed));
}

#[test]
fn a_window_that_tumbles_forgets_at_once_and_knows_its_own_calls() {
    let (breaker, clock) = closed(rate(0.5, Window::tumbling(S)).min_calls(9));
    play(&breaker, "fff");
    clock.advance(Duration::from_millis(999));
    play(&breaker, "f");
    assert_eq!(window(&breaker), (4, 4));
    let of_before = breaker.try_acquire().unwrap();
    clock.advance(Duration::from_millis(1));
    play(&breaker, "s");
    of_before.failure();
    assert_eq!((window(&breaker), breaker.snapshot().counts.late), ((1, 0), 1));
}

#[test]
fn rule_10_each_closed_period_begins_with_an_empty_window() {
    for kind in [Window::calls(4), Window::time(S * 10), Window::tumbling(S * 10)] {
        let (breaker, clock) = closed(rate(0.5, kind).min_calls(4));
        play(&breaker, "ffff");
        assert_eq!((breaker.state(), window(&breaker)), (State::Open, (0, 0)));
        clock.advance(S * 60);
        play(&breaker, "s");
        assert_eq!((breaker.state(), window(&breaker)), (State::Closed, (0, 0)), "{kind}");
        play(&breaker, "ff");
        breaker.reset("test");
        assert_eq!(window(&breaker), (0, 0), "{kind}");
    }
}

#[test]
fn rule_04_a_late_result_is_in_no_window() {
    for kind in [Window::calls(4), Window::time(S * 1000)] {
        let (breaker, _) = closed(rate(0.5, kind).min_calls(4));
        let late = breaker.try_acquire().unwrap();
        breaker.reset("test");
        play(&breaker, "s");
        late.failure();
        assert_eq!((window(&breaker), breaker.snapshot().counts.late), ((1, 0), 1), "{kind}");
    }
}

#[test]
fn ignored_and_cancelled_calls_are_in_no_window() {
    let (breaker, _) = closed(rate(0.5, Window::calls(4)));
    play(&breaker, "iii");
    drop(breaker.try_acquire().unwrap());
    assert_eq!(window(&breaker), (0, 0));
    let (lenient, _) = closed(rate(0.5, Window::calls(4)).ignored_as_success(true));
    play(&lenient, "iii");
    assert_eq!((window(&lenient), lenient.snapshot().counts.ignored), ((3, 0), 3));
}

#[test]
fn results_without_a_permit_are_in_the_window() {
    let (breaker, _) = closed(rate(1.0, Window::calls(3)));
    assert!(breaker.can_execute());
    breaker.record_failure();
    breaker.record_failure();
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn a_dry_run_tells_once_until_the_rate_is_met_no_more() {
    let (breaker, _) = closed(rate(0.5, Window::calls(2)));
    breaker.metrics_only("test");
    let log = Log::of(&breaker);
    play(&breaker, "ff");
    play(&breaker, "ff");
    assert_eq!(log.take(), ["would have opened (2 of 2 calls failed)"]);
    play(&breaker, "ss");
    play(&breaker, "f");
    assert_eq!(log.take(), ["would have opened (1 of 2 calls failed)"]);
}

#[test]
fn rule_11_a_new_window_begins_empty_and_the_same_one_goes_on() {
    let (breaker, _) = closed(rate(0.9, Window::calls(10)));
    play(&breaker, "fsfs");
    breaker.reconfigure(rate(0.8, Window::calls(10)).build().unwrap());
    assert_eq!(window(&breaker), (4, 2));
    breaker.reconfigure(rate(0.8, Window::calls(20)).build().unwrap());
    assert_eq!(window(&breaker), (0, 0));
    play(&breaker, "fs");
    breaker.reconfigure(rate(0.8, Window::time(S)).build().unwrap());
    play(&breaker, "f");
    assert_eq!(window(&breaker), (1, 1));
    breaker.reconfigure(Config::DEFAULT);
    assert_eq!(breaker.snapshot().window, None);
    play(&breaker, "fffff");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn nothing_opens_while_it_warms_up() {
    let (breaker, clock) = closed(Config::builder().threshold(2).warm_up(S));
    play(&breaker, "ffff");
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 4));
    clock.advance(S);
    play(&breaker, "f");
    assert_eq!(breaker.state(), State::Open);
    let (by_rate, clock) = closed(rate(0.5, Window::calls(2)).warm_up(S));
    play(&by_rate, "ffff");
    assert_eq!(by_rate.state(), State::Closed);
    clock.advance(S);
    play(&by_rate, "f");
    assert_eq!(by_rate.state(), State::Open);
}

#[test]
fn a_run_ends_by_an_error_free_time() {
    let (breaker, clock) = closed(Config::builder().threshold(2).error_free_reset(S));
    play(&breaker, "f");
    clock.advance(S + Duration::from_nanos(1));
    play(&breaker, "f");
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 1));
    clock.advance(S);
    play(&breaker, "f");
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn failures_of_one_moment_are_lumped_into_one() {
    let (breaker, clock) = closed(Config::builder().threshold(2).lumping(S));
    play(&breaker, "ffffff");
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.consecutive_failures, snapshot.counts.failure), (1, 6), "all are counted as what they are");
    clock.advance(S);
    play(&breaker, "f");
    assert_eq!(breaker.state(), State::Open);
}

proptest! {
    /// The last n results, and nothing else, whatever came before.
    #[test]
    fn the_window_of_calls_is_the_last_results(size in 1..20_u32, results in "[fsi]{0,120}") {
        let (breaker, _) = closed(rate(1.0, Window::calls(size)).min_calls(size).successes_may_open(false));
        breaker.metrics_only("does not open");
        play(&breaker, &results);
        let counted: Vec<char> = results.chars().filter(|result| *result != 'i').collect();
        let last = &counted[counted.len().saturating_sub(size as usize)..];
        let failures = last.iter().filter(|result| **result == 'f').count();
        prop_assert_eq!(window(&breaker), (last.len() as u64, failures as u64));
    }

    /// Within a twentieth of the exact window, at every moment.
    #[test]
    fn the_window_of_time_is_exact_to_a_twentieth(steps in proptest::collection::vec((0..3000_u64, any::<bool>()), 1..80)) {
        let (breaker, clock) = closed(rate(1.0, Window::time(S * 10)).min_calls(1000));
        let (mut now, mut seen) = (0, Vec::new());
        for (step, fails) in steps {
            now += step;
            clock.advance(Duration::from_millis(step));
            let outcome = if fails { Outcome::Failure } else { Outcome::Success };
            breaker.try_acquire().unwrap().record(outcome, Duration::ZERO);
            seen.push(now);
            let younger = |age: u64| seen.iter().filter(|at| now - **at < age).count() as u64;
            let (calls, _) = window(&breaker);
            prop_assert!(younger(9_500) <= calls && calls <= younger(10_000), "{} at {}", calls, now);
        }
    }
}
