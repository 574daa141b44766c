//! Calls under way: each is known until it ends, whoever ends it, and one that hangs opens the circuit once.

use std::time::Duration;

use loom::thread;

use super::{Log, TIMEOUT, closed, explore, join};
use crate::{CircuitBreaker, Config, ConfigBuilder, State, Window};

/// How long a call may take. Under loom it is one slice, so a call is seen when it has taken twice as long.
const LIMIT: Duration = Duration::from_secs(8);
const LONG: Duration = Duration::from_secs(16);

/// Opens when so many calls are known, and half of them are slow.
fn following(calls: u32) -> ConfigBuilder {
    let config = Config::builder().timeout(TIMEOUT).slow_call(LIMIT).slow_rate(0.5);
    config.min_calls(calls).window(Window::calls(9))
}

fn under_way(breaker: &CircuitBreaker) -> u64 {
    breaker.snapshot().window.unwrap().slow_under_way
}

#[test]
fn a_call_that_ends_while_its_slice_is_taken_over_is_under_way_no_more() {
    explore("a call ends while its slice is taken over", Some(2), || {
        let (breaker, clock) = closed(following(9));
        let old = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || old.success());
        clock.advance(LONG);
        breaker.try_acquire().unwrap().success();
        assert!(under_way(&breaker) <= 1);
        ending.join().unwrap();
        assert_eq!(under_way(&breaker), 0);
        clock.advance(10 * LONG);
        assert_eq!(under_way(&breaker), 0);
    });
}

#[test]
fn calls_of_one_slice_begin_and_end_on_different_threads() {
    explore("calls begin and end on different threads", Some(2), || {
        let (breaker, clock) = closed(following(9));
        let first = breaker.try_acquire_owned().unwrap();
        let handle = breaker.clone();
        let other = thread::spawn(move || {
            first.success();
            handle.try_acquire_owned().unwrap()
        });
        let second = breaker.try_acquire_owned().unwrap();
        let third = other.join().unwrap();
        clock.advance(10 * LONG);
        assert_eq!(under_way(&breaker), 2);
        second.success();
        assert_eq!(under_way(&breaker), 1);
        drop(third);
        assert_eq!(under_way(&breaker), 0);
    });
}

#[test]
fn a_call_of_an_older_slice_that_begins_late_is_known() {
    explore("a call begins while its slice is taken over", Some(2), || {
        let (breaker, clock) = closed(following(9));
        let handle = breaker.clone();
        let beginning = thread::spawn(move || handle.try_acquire_owned().unwrap());
        clock.advance(LONG);
        let new = breaker.try_acquire_owned().unwrap();
        let old = beginning.join().unwrap();
        clock.advance(10 * LONG);
        assert_eq!(under_way(&breaker), 2);
        old.success();
        assert_eq!(under_way(&breaker), 1);
        new.success();
        assert_eq!(under_way(&breaker), 0);
    });
}

#[test]
fn two_arrivals_at_a_hanging_call_open_once() {
    explore("two arrivals at a hanging call", Some(2), || {
        let (breaker, clock) = closed(following(1));
        let log = Log::of(&breaker);
        let hanging = breaker.try_acquire_owned().unwrap();
        clock.advance(LONG);
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| {
            thread::spawn(move || match breaker.try_acquire_owned() {
                Ok(permit) => drop(permit),
                Err(open) => assert_eq!((open.state(), open.retry_after()), (State::Open, Some(TIMEOUT))),
            })
        });
        join(threads);
        assert_eq!(log.history(&breaker), [State::Open]);
        assert!(breaker.snapshot().counts.rejected >= 1, "who found it was not admitted");
        hanging.success();
        assert_eq!((breaker.state(), breaker.snapshot().counts.late >= 1), (State::Open, true));
    });
}

#[test]
fn a_hanging_call_that_ends_meets_the_arrival_that_finds_it() {
    explore("a hanging call ends at an arrival", Some(2), || {
        let (breaker, clock) = closed(following(1));
        let log = Log::of(&breaker);
        let hanging = breaker.try_acquire_owned().unwrap();
        clock.advance(LONG);
        let ending = thread::spawn(move || hanging.success());
        let arrival = breaker.try_acquire_owned();
        ending.join().unwrap();
        // Slow when it ended, if it was not found before.
        assert_eq!(log.history(&breaker), [State::Open]);
        drop(arrival);
        breaker.reset("model");
        clock.advance(10 * LONG);
        assert_eq!(under_way(&breaker), 0);
    });
}

#[test]
fn a_tick_and_an_arrival_find_a_hanging_call_once() {
    explore("a tick and an arrival at a hanging call", Some(2), || {
        let (breaker, clock) = closed(following(1));
        let log = Log::of(&breaker);
        let hanging = breaker.try_acquire_owned().unwrap();
        clock.advance(LONG);
        let handle = breaker.clone();
        let ticking = thread::spawn(move || handle.tick());
        drop(breaker.try_acquire_owned());
        ticking.join().unwrap();
        assert_eq!(log.history(&breaker), [State::Open]);
        drop(hanging);
    });
}

#[test]
fn a_dry_run_tells_of_hanging_calls_and_stays() {
    explore("hanging calls of a dry run", Some(2), || {
        let (breaker, clock) = closed(following(1));
        breaker.metrics_only("model");
        let hanging = breaker.try_acquire_owned().unwrap();
        clock.advance(LONG);
        let handle = breaker.clone();
        let ticking = thread::spawn(move || handle.tick());
        breaker.tick();
        ticking.join().unwrap();
        assert_eq!((breaker.state(), under_way(&breaker)), (State::MetricsOnly, 1));
        hanging.success();
        assert_eq!(under_way(&breaker), 0);
    });
}

/// A call is under way while the config changes and comes back, and one of the last period hangs.
fn changed_and_back(name: &str, other: ConfigBuilder) {
    explore(name, Some(2), move || {
        let (breaker, clock) = closed(following(9));
        let old = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || old.success());
        breaker.reconfigure(other.build().unwrap());
        let hanging = breaker.try_acquire_owned().unwrap();
        ending.join().unwrap();
        breaker.reconfigure(following(9).build().unwrap());
        let last = breaker.try_acquire_owned().unwrap();
        clock.advance(10 * LONG);
        let known = under_way(&breaker);
        assert_eq!(known, 1, "the last one; what the change of the config has cut off is not followed");
        drop(hanging);
        assert_eq!(under_way(&breaker), 1);
        drop(last);
        assert_eq!(under_way(&breaker), 0);
    });
}

#[test]
fn a_reconfiguration_leaves_no_call_behind() {
    let plain = Config::builder().timeout(TIMEOUT);
    changed_and_back("a call ends while its limit changes", following(9).slow_call(2 * LIMIT));
    changed_and_back("a call ends while another window begins", following(8).window(Window::calls(8)));
    changed_and_back("a call ends while calls are followed no more", following(9).only_ended_calls(true));
    changed_and_back("a call ends while the default policy comes back", plain);
}

#[test]
fn a_call_that_begins_while_its_limit_changes_is_not_taken_for_an_old_one() {
    explore("a call begins and a tick looks while the limit changes", Some(2), || {
        let (breaker, _) = closed(following(1));
        let [beginning, looking] = [breaker.clone(), breaker.clone()];
        let beginning = thread::spawn(move || beginning.try_acquire_owned().unwrap());
        let looking = thread::spawn(move || looking.tick());
        breaker.reconfigure(following(1).slow_call(2 * LIMIT).build().unwrap());
        let call = beginning.join().unwrap();
        looking.join().unwrap();
        assert_eq!((breaker.state(), under_way(&breaker)), (State::Closed, 0));
        call.success();
    });
}
