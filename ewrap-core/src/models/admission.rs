//! Admission without the mutex: a rejection reads two words, and both must be of one period.

use std::sync::Arc;
use std::time::Duration;

use loom::thread;

use super::{LEASE, TIMEOUT, assert_of_its_period, at_the_deadline, closed, config, explore};
use crate::State;
use crate::sync::{AtomicU64, Ordering};

#[test]
fn a_call_that_meets_a_trip_is_admitted_or_told_the_whole_timeout() {
    explore("a call meets a trip", None, || {
        let (breaker, _) = closed(config());
        let permit = breaker.try_acquire_owned().unwrap();
        let trip = thread::spawn(move || permit.failure());
        if let Err(open) = breaker.try_acquire() {
            assert_eq!(open.state(), State::Open);
            assert_of_its_period(&open);
        }
        trip.join().unwrap();
    });
}

#[test]
fn a_call_that_meets_a_failed_probe_is_told_of_one_period() {
    explore("a call meets a failed probe", None, || {
        let (breaker, _) = at_the_deadline(config());
        let probe = breaker.try_acquire_owned().unwrap();
        let failing = thread::spawn(move || probe.failure());
        assert_of_its_period(&breaker.try_acquire().unwrap_err());
        failing.join().unwrap();
        let open = breaker.try_acquire().unwrap_err();
        assert_eq!(open.state(), State::Open);
        assert_of_its_period(&open);
    });
}

#[test]
fn a_call_with_a_free_slot_is_a_probe_or_meets_the_open_period() {
    explore("a call with a free slot meets a failed probe", None, || {
        let (breaker, _) = at_the_deadline(config().half_open_calls(2));
        let probe = breaker.try_acquire_owned().unwrap();
        let failing = thread::spawn(move || probe.failure());
        if let Err(open) = breaker.try_acquire() {
            assert_eq!(open.state(), State::Open, "half-open had a slot");
            assert_of_its_period(&open);
        }
        failing.join().unwrap();
    });
}

#[test]
fn a_closed_circuit_rejects_nobody() {
    explore("a call after the closing probe", Some(4), || {
        let (breaker, _) = at_the_deadline(config());
        let probe = breaker.try_acquire_owned().unwrap();
        let closed = Arc::new(AtomicU64::new(0));
        let flag = Arc::clone(&closed);
        let closing = thread::spawn(move || {
            probe.success();
            // Release: publishes that the circuit is closed to the Acquire below.
            flag.store(1, Ordering::Release);
        });
        // Acquire: observes the Release of the thread that closed the circuit.
        let is_closed = closed.load(Ordering::Acquire) == 1;
        match breaker.try_acquire() {
            Ok(permit) => permit.ignore(),
            Err(open) => {
                assert!(!is_closed);
                assert_eq!(open.state(), State::HalfOpen);
                assert_of_its_period(&open);
            }
        }
        closing.join().unwrap();
    });
}

#[test]
fn a_circuit_that_closes_and_trips_again_tells_the_new_deadline() {
    explore("a call meets close and trip", Some(3), || {
        let (breaker, clock) = closed(config());
        breaker.open("model");
        clock.advance(TIMEOUT / 2);
        let handle = breaker.clone();
        let moving = thread::spawn(move || {
            handle.close("model");
            handle.record_failure();
        });
        if let Err(open) = breaker.try_acquire() {
            let after = open.retry_after().unwrap();
            assert!(after == TIMEOUT / 2 || after == TIMEOUT, "{after:?}");
        }
        moving.join().unwrap();
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
    });
}

#[test]
fn a_call_that_meets_an_operator_is_told_of_one_period() {
    explore("a call meets an operator who opens what was forced open", None, || {
        let (breaker, _) = closed(config());
        breaker.force_open("model");
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.open("model"));
        assert_of_its_period(&breaker.try_acquire().unwrap_err());
        operator.join().unwrap();
    });
}

#[test]
fn a_call_that_meets_a_trip_that_an_operator_forestalled_is_told_of_one_period() {
    explore("a call meets a trip that comes too late", Some(2), || {
        let (breaker, _) = closed(config());
        let permit = breaker.try_acquire_owned().unwrap();
        let trip = thread::spawn(move || permit.failure());
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.open("model"));
        if let Err(open) = breaker.try_acquire() {
            assert_eq!(open.state(), State::Open);
            assert_of_its_period(&open);
        }
        trip.join().unwrap();
        operator.join().unwrap();
        assert_eq!((breaker.state(), breaker.snapshot().generation), (State::Open, 1));
    });
}

#[test]
fn a_call_that_meets_the_end_of_forced_open_is_admitted_or_rejected_by_it() {
    explore("a call meets the end of forced open", None, || {
        let (breaker, _) = closed(config());
        breaker.force_open("model");
        let handle = breaker.clone();
        let operator = thread::spawn(move || handle.close("model"));
        if let Err(open) = breaker.try_acquire() {
            assert_eq!(open.state(), State::ForcedOpen);
        }
        operator.join().unwrap();
        assert!(breaker.try_acquire().is_ok());
    });
}

#[test]
fn no_rejection_asks_for_more_than_a_whole_period_though_time_goes_on() {
    explore("a call meets a failed probe while time goes on", Some(3), || {
        let (breaker, clock) = closed(config());
        breaker.open("model");
        clock.advance(Duration::from_secs(59));
        let handle = breaker.clone();
        let probing = thread::spawn(move || {
            clock.advance(Duration::from_secs(1));
            if let Ok(probe) = handle.try_acquire() {
                clock.advance(Duration::from_secs(1));
                probe.failure();
            }
        });
        if let Err(open) = breaker.try_acquire() {
            let most = if open.state() == State::Open { TIMEOUT } else { LEASE };
            assert!(open.retry_after().unwrap() <= most, "{open}");
        }
        probing.join().unwrap();
    });
}

#[test]
fn no_rejection_asks_for_more_than_a_lease_though_time_goes_on() {
    explore("two calls for one slot while time goes on", Some(3), || {
        let (breaker, clock) = at_the_deadline(config());
        drop(breaker.try_acquire().unwrap());
        let handle = breaker.clone();
        let probing = thread::spawn(move || {
            clock.advance(Duration::from_secs(1));
            handle.try_acquire_owned()
        });
        let calls = [breaker.try_acquire_owned(), probing.join().unwrap()];
        assert_eq!(calls.iter().flatten().count(), 1);
        for rejection in calls.iter().filter_map(|call| call.as_ref().err()) {
            assert_eq!(rejection.state(), State::HalfOpen);
            assert!(rejection.retry_after().unwrap() <= LEASE, "{rejection}");
        }
    });
}

#[test]
fn a_reconfiguration_that_adds_a_slot_meets_a_probe_that_ends() {
    explore("a reconfiguration meets a probe that ends", Some(3), || {
        let (breaker, _) = at_the_deadline(config());
        let probe = breaker.try_acquire_owned().unwrap();
        let ending = thread::spawn(move || drop(probe));
        breaker.reconfigure(config().half_open_calls(2).build().unwrap());
        ending.join().unwrap();
        let both = [breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap()];
        assert!(breaker.try_acquire().is_err());
        drop(both);
    });
}
