//! Another config under load: no result is in a window of another form, and none is lost from the totals.

use std::time::Duration;

use loom::thread;

use super::{TIMEOUT, closed, explore, join};
use crate::{CircuitBreaker, Config, ConfigBuilder, State, Window};

fn plain() -> ConfigBuilder {
    Config::builder().threshold(9).timeout(TIMEOUT)
}

fn window(size: u32) -> ConfigBuilder {
    plain().failure_count(2).window(Window::calls(size))
}

fn set(breaker: &CircuitBreaker, settings: ConfigBuilder) {
    breaker.reconfigure(settings.build().unwrap());
}

/// Failures that begin under the first config and end while the others follow; then three successes under the last.
fn changing(name: &str, configs: &'static [fn() -> ConfigBuilder]) {
    explore(name, Some(2), move || {
        let (breaker, _) = closed(configs[0]().warm_up(TIMEOUT));
        let failed = if configs.len() == 2 { 2 } else { 1 };
        let permits: Vec<_> = (0..failed).map(|_| breaker.try_acquire_owned().unwrap()).collect();
        let ending = thread::spawn(move || permits.into_iter().for_each(crate::OwnedPermit::failure));
        for config in &configs[1..] {
            set(&breaker, config().warm_up(TIMEOUT));
        }
        ending.join().unwrap();
        let held = |breaker: &CircuitBreaker| breaker.snapshot().window.map_or((0, 0), |it| (it.calls, it.failures));
        let (calls, failures) = held(&breaker);
        assert!(calls <= failed && failures == calls, "{failures} of {calls}");
        (0..3).for_each(|_| breaker.record_success());
        let size = match breaker.config().window() {
            Some(window) if window == Window::calls(2) => 2,
            Some(window) if window == Window::calls(3) => 3,
            _ => 0,
        };
        assert_eq!(held(&breaker), (size, 0), "the last results, and nothing else");
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.counts.failure + snapshot.counts.late, snapshot.counts.success), (failed, 3));
        assert_eq!(snapshot.state, State::Closed);
    });
}

#[test]
fn a_window_comes_and_goes_under_load() {
    changing("a window comes", &[plain, || window(2)]);
    changing("a window goes and comes back", &[|| window(2), plain, || window(2)]);
    changing("a window of another size comes", &[|| window(2), || window(3)]);
    changing("a window of another size comes and goes", &[|| window(3), || window(2), || window(3)]);
}

#[test]
fn a_window_of_calls_becomes_one_of_time() {
    explore("a window of calls becomes one of time", Some(2), || {
        let (breaker, _) = closed(window(3));
        let permit = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || permit.failure());
        set(&breaker, plain().failure_count(2).window(Window::time(Duration::from_secs(2))));
        ending.join().unwrap();
        let before = breaker.snapshot().window.unwrap().failures;
        assert!(before <= 1);
        breaker.record_failure();
        let snapshot = breaker.snapshot();
        let expected = if before == 1 { State::Open } else { State::Closed };
        assert_eq!((snapshot.state, snapshot.counts.failure + snapshot.counts.late), (expected, 2));
    });
}

/// The number of a window's period is the sum of two counts, so one of them may not be newer than the other.
#[test]
fn a_result_of_an_old_period_is_in_no_window_of_another_form() {
    explore("a result, reset and another window", Some(2), || {
        let (breaker, _) = closed(window(2));
        let old = breaker.try_acquire_owned().unwrap();
        let handle = breaker.clone();
        let threads = [
            thread::spawn(move || old.failure()),
            thread::spawn(move || {
                handle.reset("model");
                handle.record_failure();
            }),
        ];
        set(&breaker, window(3));
        join(threads);
        let snapshot = breaker.snapshot();
        let window = snapshot.window.unwrap();
        assert_eq!((snapshot.state, snapshot.counts.total()), (State::Closed, 2), "one failure of each period");
        assert!(window.calls <= 1 && window.failures == window.calls, "{window:?}");
    });
}

#[test]
fn a_trip_meets_another_window() {
    explore("a trip meets another window", Some(2), || {
        let (breaker, _) = closed(window(2));
        breaker.record_failure();
        let permit = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || permit.failure());
        set(&breaker, window(3));
        ending.join().unwrap();
        let snapshot = breaker.snapshot();
        match snapshot.state {
            State::Open => assert_eq!(snapshot.retry_after, Some(TIMEOUT)),
            _ => assert!(snapshot.window.unwrap().failures <= 1),
        }
        assert_eq!((snapshot.counts.failure + snapshot.counts.late, snapshot.counts.total()), (2, 2));
    });
}

#[test]
fn a_call_is_slow_by_the_old_limit_or_the_new_one() {
    explore("another slow_call", Some(2), || {
        let slow = |seconds| window(3).slow_call(Duration::from_secs(seconds)).slow_rate(1.0).min_calls(3);
        let (breaker, clock) = closed(slow(1));
        let permit = breaker.try_acquire_owned().unwrap();
        clock.advance(Duration::from_secs(5));
        let ending = thread::spawn(move || permit.success());
        set(&breaker, slow(10));
        ending.join().unwrap();
        let snapshot = breaker.snapshot();
        let window = snapshot.window.unwrap();
        assert!(window.calls <= 1 && window.slow <= snapshot.counts.slow && window.slow_under_way == 0, "{window:?}");
        assert_eq!(snapshot.counts.success + snapshot.counts.late, 1);
    });
}
