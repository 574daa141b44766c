//! Half-open by more than one result: one decision, and no more probes than it may have.

use std::time::Duration;

use loom::thread;

use super::{Log, TIMEOUT, at_the_deadline, config, explore, join};
use crate::{Config, ConfigBuilder, OwnedPermit, State, TransitionCause};

const LIMIT: Duration = Duration::from_secs(5);

fn end(probe: OwnedPermit, fails: bool) {
    if fails { probe.failure() } else { probe.success() }
}

/// Probes report at once, after others have; there is one decision, and every result but the late ones is in it.
fn decides(name: &str, settings: ConfigBuilder, before: &'static [bool], fails: [bool; 2], to: &'static [State]) {
    explore(name, Some(3), move || {
        let (breaker, _) = at_the_deadline(settings);
        let log = Log::of(&breaker);
        for fails in before {
            end(breaker.try_acquire_owned().unwrap(), *fails);
        }
        let probes = fails.map(|fails| (breaker.try_acquire_owned().unwrap(), fails));
        let threads = probes.map(|(probe, fails)| thread::spawn(move || end(probe, fails)));
        join(threads);
        let history = log.history(&breaker);
        assert!(history.len() == 2 && to.contains(&history[1]), "{history:?}");
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.counts.total(), snapshot.probes_in_flight), (before.len() as u64 + 2, 0));
        if history[1] == State::Open {
            assert_eq!(snapshot.retry_after, Some(TIMEOUT));
        }
    });
}

#[test]
fn two_failures_of_three_probes_open_and_one_does_not() {
    let settings = config().half_open_calls(3).half_open_failures(2).success_threshold(2);
    decides("a second and a third failure", settings, &[true], [true, true], &[State::Open]);
    decides("a second failure and a success", settings, &[true], [true, false], &[State::Open]);
    decides("a second success after a failure", settings, &[false], [true, false], &[State::Closed]);
    decides("one of each after one of each", settings, &[true, false], [true, false], &[State::Open, State::Closed]);
}

#[test]
fn a_sample_is_judged_once_it_is_complete() {
    let by_count = config().half_open_calls(3).half_open_sample(3).half_open_failures(2);
    decides("a sample with one failure", by_count, &[false], [true, false], &[State::Closed]);
    decides("a sample with two failures", by_count, &[true], [true, false], &[State::Open]);
    let by_rate = Config::builder().failure_rate(0.5).timeout(TIMEOUT).half_open_calls(3);
    let by_rate = by_rate.half_open_sample(2);
    decides("a sample with half of it failed", by_rate, &[], [true, false], &[State::Open]);
    decides("a sample without a failure", by_rate, &[], [false, false], &[State::Closed]);
}

#[test]
fn a_budget_of_probes_is_not_exceeded() {
    explore("two threads and a budget of two probes", Some(2), || {
        let settings = config().half_open_calls(2).success_threshold(2).probes_once(true);
        let (breaker, _) = at_the_deadline(settings);
        let log = Log::of(&breaker);
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| {
            thread::spawn(move || {
                let first = breaker.try_acquire_owned().ok();
                let second = breaker.try_acquire_owned().ok();
                [first, second]
            })
        });
        let probes: Vec<_> = threads.into_iter().flat_map(|it| it.join().unwrap()).flatten().collect();
        assert_eq!((probes.len(), breaker.snapshot().probes_in_flight), (2, 2));
        probes.into_iter().for_each(OwnedPermit::success);
        assert_eq!(log.history(&breaker), [State::HalfOpen, State::Closed]);
    });
}

#[test]
fn a_used_place_of_a_budget_is_not_used_again() {
    explore("a result of a budget meets two arrivals", Some(2), || {
        let settings = config().half_open_calls(2).success_threshold(2).probes_once(true);
        let (breaker, _) = at_the_deadline(settings);
        let log = Log::of(&breaker);
        let probe = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || probe.success());
        let second = breaker.try_acquire_owned().unwrap();
        let third = breaker.try_acquire_owned();
        assert!(third.is_err_and(|open| open.state() == State::HalfOpen));
        ending.join().unwrap();
        assert!(breaker.try_acquire().is_err());
        drop(second);
        let again = breaker.try_acquire_owned().unwrap();
        assert!(breaker.try_acquire().is_err());
        again.success();
        assert_eq!(log.history(&breaker), [State::HalfOpen, State::Closed]);
    });
}

#[test]
fn the_longest_time_ends_at_a_result_or_an_arrival_once() {
    explore("the longest time meets a result and an arrival", Some(3), || {
        let (breaker, clock) = at_the_deadline(config().half_open_limit(LIMIT));
        let log = Log::of(&breaker);
        let probe = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || probe.success());
        clock.advance(LIMIT);
        let arrival = breaker.try_acquire_owned();
        ending.join().unwrap();
        let told = log.take();
        let counts = breaker.snapshot().counts;
        match (told[1].to, &arrival) {
            (State::Closed, Ok(_)) => assert_eq!((counts.success, counts.late), (1, 0)),
            (State::Open, Err(open)) => {
                assert_eq!(told[1].cause, TransitionCause::HalfOpenLimit);
                assert_eq!((counts.late, open.state(), open.retry_after()), (1, State::Open, Some(TIMEOUT)));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(told.len(), 2);
    });
}

#[test]
fn a_tick_and_an_arrival_end_the_longest_time_once() {
    explore("a tick and an arrival at the longest time", Some(3), || {
        let (breaker, clock) = at_the_deadline(config().half_open_limit(LIMIT).half_open_limit_closes(true));
        let log = Log::of(&breaker);
        let probe = breaker.try_acquire_owned().unwrap();
        clock.advance(LIMIT);
        let handle = breaker.clone();
        let ticking = thread::spawn(move || handle.tick());
        assert!(breaker.try_acquire().is_ok());
        ticking.join().unwrap();
        probe.failure();
        assert_eq!(breaker.snapshot().counts.late, 1);
        assert_eq!(log.history(&breaker), [State::HalfOpen, State::Closed]);
    });
}
