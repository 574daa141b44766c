//! The ramp: a closed circuit with a time, which begins and ends beside arrivals and results.

use std::time::Duration;

use loom::thread;

use super::{LEASE, Log, TIMEOUT, at_the_deadline, config, explore};
use crate::{CircuitBreaker, ConfigBuilder, ManualClock, State};

const RAMP: Duration = Duration::from_secs(30);

fn ramping(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let (breaker, clock) = at_the_deadline(settings.ramp(RAMP));
    breaker.try_acquire().unwrap().success();
    assert_eq!((breaker.state(), breaker.snapshot().ramp), (State::Closed, Some(10)));
    (breaker, clock)
}

#[test]
fn an_arrival_meets_the_beginning_of_a_ramp() {
    explore("arrivals meet the beginning of a ramp", Some(3), || {
        let (breaker, _) = at_the_deadline(config().ramp(RAMP));
        let probe = breaker.try_acquire_owned().unwrap();
        let closing = thread::spawn(move || probe.success());
        let calls = [breaker.try_acquire_owned(), breaker.try_acquire_owned()];
        for open in calls.iter().filter_map(|call| call.as_ref().err()) {
            let longest = if open.state() == State::HalfOpen { LEASE } else { RAMP };
            assert_eq!(open.retry_after(), Some(longest), "{open}");
        }
        closing.join().unwrap();
        assert!(calls.iter().flatten().count() <= 1, "the first of ten is admitted");
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.ramp), (State::Closed, Some(10)));
    });
}

#[test]
fn the_end_of_a_ramp_meets_a_result() {
    explore("the end of a ramp meets a failure", Some(3), || {
        let (breaker, clock) = ramping(config().threshold(2));
        let permit = breaker.try_acquire_owned().unwrap();
        clock.advance(RAMP);
        let ending = thread::spawn(move || permit.failure());
        breaker.try_acquire().unwrap().ignore();
        ending.join().unwrap();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.ramp, snapshot.consecutive_failures), (State::Closed, None, 1));
        assert_eq!(snapshot.counts.failure, 1);
    });
}

#[test]
fn the_end_of_a_ramp_meets_a_trip() {
    let trip_beside = |name: &str, meets: fn(&CircuitBreaker)| {
        explore(name, Some(3), move || {
            let (breaker, clock) = ramping(config());
            let log = Log::of(&breaker);
            let permit = breaker.try_acquire_owned().unwrap();
            clock.advance(RAMP);
            let trip = thread::spawn(move || permit.failure());
            meets(&breaker);
            trip.join().unwrap();
            assert_eq!(log.history(&breaker), [State::Open]);
            assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
        });
    };
    trip_beside("the end of a ramp by a tick meets a trip", CircuitBreaker::tick);
    trip_beside("the end of a ramp by an arrival meets a trip", |breaker| {
        if let Err(open) = breaker.try_acquire() {
            assert_eq!((open.state(), open.retry_after()), (State::Open, Some(TIMEOUT)));
        }
    });
}

#[test]
fn an_arrival_in_a_ramp_meets_a_trip() {
    explore("an arrival in a ramp meets a trip", Some(3), || {
        let (breaker, _) = ramping(config());
        let permit = breaker.try_acquire_owned().unwrap();
        let failing = thread::spawn(move || permit.failure());
        if let Err(open) = breaker.try_acquire() {
            let expected = if open.state() == State::Open { TIMEOUT } else { RAMP };
            assert_eq!(open.retry_after(), Some(expected), "{open}");
        }
        failing.join().unwrap();
        assert_eq!(breaker.state(), State::Open);
    });
}

#[test]
fn an_arrival_in_a_ramp_meets_an_operator() {
    explore("an arrival in a ramp meets reset", Some(3), || {
        let (breaker, _) = ramping(config());
        breaker.try_acquire().unwrap().ignore();
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.reset("model"));
        if let Err(open) = breaker.try_acquire() {
            assert_eq!((open.state(), open.retry_after()), (State::Closed, Some(RAMP)));
        }
        operator.join().unwrap();
        assert_eq!(breaker.snapshot().ramp, None);
        assert!(breaker.try_acquire().is_ok() && breaker.try_acquire().is_ok());
    });
}

#[test]
fn a_ramp_that_is_switched_off_admits_everybody() {
    explore("an arrival meets the end of all ramps", Some(3), || {
        let (breaker, _) = ramping(config());
        breaker.try_acquire().unwrap().ignore();
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.reconfigure(config().build().unwrap()));
        if let Err(open) = breaker.try_acquire() {
            assert_eq!((open.state(), open.retry_after()), (State::Closed, Some(RAMP)));
        }
        operator.join().unwrap();
        assert!(breaker.try_acquire().is_ok() && breaker.try_acquire().is_ok());
    });
}
