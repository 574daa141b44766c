//! What operators do at the same moment as each other, as probes and as time: one history.

use std::cell::RefCell;
use std::time::Duration;

use loom::thread;

use super::{Log, TIMEOUT, at_the_deadline, closed, config, explore, join};
use crate::{Backoff, CircuitBreaker, State};

type Action = (&'static str, fn(&CircuitBreaker));

const ACTIONS: [Action; 7] = [
    ("reset", |it| it.reset("model")),
    ("isolate", |it| drop(it.isolate("model"))),
    ("open_for", |it| it.open_for(TIMEOUT / 2, "model")),
    ("half_open", |it| it.half_open("model")),
    ("try_half_open", |it| _ = it.try_half_open("model")),
    ("a failure", |it| drop(it.try_acquire().map(crate::Permit::failure))),
    ("a success", |it| drop(it.try_acquire().map(crate::Permit::success))),
];

/// Two actions at once, from one beginning: one history, and a breaker that does what its state says.
fn at_once(beginning: fn() -> CircuitBreaker, where_from: &str) {
    for (index, (first, one)) in ACTIONS.into_iter().enumerate() {
        for (second, other) in ACTIONS.into_iter().skip(index) {
            explore(&format!("{first} and {second} {where_from}"), Some(2), move || {
                let breaker = beginning();
                let log = Log::of(&breaker);
                let handle = breaker.clone();
                let thread = thread::spawn(move || one(&handle));
                other(&breaker);
                thread.join().unwrap();
                assert_works(&breaker, &log);
            });
        }
    }
}

fn assert_works(breaker: &CircuitBreaker, log: &Log) {
    let (told, snapshot) = (log.take(), breaker.snapshot());
    assert!(told.windows(2).all(|pair| pair[0].to == pair[1].from), "{told:?}");
    // Of a reset of a closed circuit nobody is told.
    assert!(told.windows(2).all(|pair| pair[0].generation < pair[1].generation), "{told:?}");
    if let Some(last) = told.last() {
        assert_eq!(Some(last), snapshot.last_transition.as_ref(), "the last one is told too");
        assert_eq!(last.to, snapshot.state);
        assert!(last.generation <= snapshot.generation);
    }
    assert_eq!(snapshot.probes_in_flight, 0);
    let arrival = breaker.try_acquire();
    match snapshot.state {
        State::Closed => arrival.unwrap().ignore(),
        State::HalfOpen => {
            drop(arrival.unwrap());
            assert_eq!(breaker.state(), State::HalfOpen);
        }
        State::Open => {
            let left = arrival.unwrap_err().retry_after();
            assert!(left == Some(TIMEOUT) || left == Some(TIMEOUT / 2), "{left:?}");
        }
        state => panic!("{state}"),
    }
}

#[test]
fn two_actions_on_a_closed_circuit_are_one_history() {
    at_once(|| closed(config()).0, "when closed");
}

#[test]
fn two_actions_at_the_deadline_are_one_history() {
    at_once(|| at_the_deadline(config()).0.half_opened(), "when half-open");
}

trait HalfOpened {
    fn half_opened(self) -> Self;
}

impl HalfOpened for CircuitBreaker {
    fn half_opened(self) -> Self {
        drop(self.try_acquire());
        self
    }
}

#[test]
fn two_holders_isolate_until_the_last_lets_go() {
    explore("two isolations", Some(3), || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| {
            thread::spawn(move || {
                let isolation = breaker.isolate("model");
                assert_eq!(breaker.try_acquire().unwrap_err().state(), State::ForcedOpen);
                drop(isolation);
            })
        });
        join(threads);
        let history = log.history(&breaker);
        assert!(history.chunks(2).all(|pair| pair == [State::ForcedOpen, State::Closed]), "{history:?}");
    });
}

#[test]
fn force_open_outlasts_an_isolation() {
    explore("an isolation meets force_open", Some(3), || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.force_open("model"));
        drop(breaker.isolate("model"));
        operator.join().unwrap();
        log.history(&breaker);
        assert_eq!(breaker.state(), State::ForcedOpen);
    });
}

#[test]
fn the_end_of_an_isolation_leaves_what_an_operator_has_set() {
    explore("the end of an isolation meets disable", Some(3), || {
        let (breaker, _) = closed(config());
        let isolation = breaker.isolate("model");
        let log = Log::of(&breaker);
        let ending = thread::spawn(move || drop(isolation));
        breaker.disable("model");
        ending.join().unwrap();
        assert_eq!(log.history(&breaker).last(), Some(&State::Disabled));
    });
}

#[test]
fn reset_meets_a_trip() {
    explore("reset meets a trip", Some(3), || {
        let (breaker, _) = closed(config().threshold(2));
        let log = Log::of(&breaker);
        breaker.record_failure();
        let permit = breaker.try_acquire_owned().unwrap();
        let trip = thread::spawn(move || permit.failure());
        breaker.reset("model");
        trip.join().unwrap();
        let told = log.take();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::Closed, 0));
        match told.len() {
            0 => assert_eq!((snapshot.counts.failure, snapshot.counts.late), (1, 1)),
            2 => assert_eq!((snapshot.counts.failure, snapshot.counts.late), (2, 0)),
            _ => panic!("{told:?}"),
        }
    });
}

#[test]
fn a_tick_and_a_call_at_the_deadline_are_one_transition() {
    explore("a tick and a call at the deadline", Some(3), || {
        let (breaker, _) = at_the_deadline(config().automatic_half_open(true));
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let ticking = thread::spawn(move || handle.tick());
        let probe = breaker.try_acquire_owned().unwrap();
        ticking.join().unwrap();
        assert_eq!((log.history(&breaker), breaker.snapshot().probes_in_flight), (vec![State::HalfOpen], 1));
        probe.success();
    });
}

#[test]
fn a_tick_and_a_call_close_by_time_once() {
    explore("a tick and a call when closing by time", Some(3), || {
        let (breaker, _) = at_the_deadline(config().closes_by_time(true));
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let ticking = thread::spawn(move || handle.tick());
        breaker.try_acquire().unwrap().success();
        ticking.join().unwrap();
        assert_eq!((log.history(&breaker), breaker.snapshot().counts.success), (vec![State::Closed], 1));
    });
}

thread_local! {
    /// What the function below looks at; all threads of a model run on one.
    static LOOKED_AT: RefCell<Option<CircuitBreaker>> = const { RefCell::new(None) };
}

/// A minute more with each opening, by a function that looks at the breaker, which it could not if it were locked.
fn grow(number: u32) -> Duration {
    let breaker = LOOKED_AT.with_borrow(Clone::clone);
    if let Some(breaker) = breaker {
        assert_eq!(breaker.snapshot().name.as_ref(), breaker.name());
        assert_ne!(breaker.state(), State::Disabled);
    }
    TIMEOUT * (number + 1)
}

fn looked_at(breaker: &CircuitBreaker, then: impl FnOnce()) {
    LOOKED_AT.set(Some(breaker.clone()));
    then();
    LOOKED_AT.set(None);
}

#[test]
fn a_function_of_the_users_is_called_without_a_lock_and_with_the_number_of_the_opening() {
    explore("a failed probe and an operator open with a function", Some(2), || {
        let (breaker, _) = at_the_deadline(config().backoff(Backoff::function(grow)));
        let probe = breaker.try_acquire_owned().unwrap();
        looked_at(&breaker, || {
            let failing = thread::spawn(move || probe.failure());
            breaker.open("model");
            failing.join().unwrap();
        });
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(2 * TIMEOUT));
    });
    explore("a failed probe meets close and open with a function", Some(2), || {
        let (breaker, _) = at_the_deadline(config().backoff(Backoff::function(grow)));
        let probe = breaker.try_acquire_owned().unwrap();
        looked_at(&breaker, || {
            let failing = thread::spawn(move || probe.failure());
            breaker.close("model");
            breaker.open("model");
            failing.join().unwrap();
        });
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
    });
}

#[test]
fn what_a_function_said_is_not_kept_for_another_config() {
    explore("another function meets an operator", Some(3), || {
        let (breaker, _) = closed(config().backoff(Backoff::function(grow)));
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.half_open("model"));
        let other = config().backoff(Backoff::function(|_| TIMEOUT / 2));
        breaker.reconfigure(other.build().unwrap());
        operator.join().unwrap();
        breaker.open("model");
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT / 2));
    });
}
