//! Probes: who gets the slot, who gives it back, and what one result does to the others.

use loom::thread;

use super::{LEASE, Log, TIMEOUT, assert_of_its_period, at_the_deadline, config, explore, join};
use crate::State;
use crate::sync::{StaticOrdering, StaticUsize};

/// Calls under way in half-open. Its steps are no operations of loom's: each is one with the loom operation before it.
#[derive(Default)]
struct Gauge(StaticUsize);

impl Gauge {
    fn begin(&self, slots: usize) {
        // Relaxed: all threads of a model run on one.
        assert!(self.0.fetch_add(1, StaticOrdering::Relaxed) < slots, "more probes than slots");
    }

    fn end(&self) {
        // Relaxed: as above.
        self.0.fetch_sub(1, StaticOrdering::Relaxed);
    }
}

#[test]
fn two_calls_at_the_deadline_are_one_probe() {
    explore("two calls at the deadline", Some(4), || {
        let (breaker, _) = at_the_deadline(config());
        let log = Log::of(&breaker);
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| {
            thread::spawn(move || match breaker.try_acquire_owned() {
                Ok(probe) => Some(probe),
                Err(open) => {
                    assert_eq!(open.state(), State::HalfOpen);
                    assert_of_its_period(&open);
                    None
                }
            })
        });
        let probes: Vec<_> = threads.map(|thread| thread.join().unwrap()).into_iter().flatten().collect();
        assert_eq!((probes.len(), breaker.snapshot().probes_in_flight), (1, 1));
        assert_eq!(breaker.snapshot().counts.rejected, 1);
        assert_eq!(log.history(&breaker), [State::HalfOpen]);
    });
}

#[test]
fn two_calls_at_the_end_of_a_lease_are_one_probe() {
    explore("two calls at the end of a lease", Some(3), || {
        let (breaker, clock) = at_the_deadline(config());
        std::mem::forget(breaker.try_acquire().unwrap());
        clock.advance(LEASE);
        let threads =
            [breaker.clone(), breaker.clone()].map(|breaker| thread::spawn(move || breaker.try_acquire_owned().ok()));
        let probes: Vec<_> = threads.map(|thread| thread.join().unwrap()).into_iter().flatten().collect();
        assert_eq!((probes.len(), breaker.snapshot().probes_in_flight), (1, 1));
    });
}

#[test]
fn a_dropped_permit_meets_a_new_probe() {
    explore("a dropped permit meets a new probe", None, || {
        let (breaker, _) = at_the_deadline(config());
        let gauge = std::sync::Arc::new(Gauge::default());
        let probe = breaker.try_acquire_owned().unwrap();
        gauge.begin(1);
        let ends = std::sync::Arc::clone(&gauge);
        let dropping = thread::spawn(move || {
            ends.end();
            drop(probe);
        });
        match breaker.try_acquire() {
            Ok(probe) => {
                gauge.begin(1);
                gauge.end();
                drop(probe);
            }
            Err(open) => assert_of_its_period(&open),
        }
        dropping.join().unwrap();
        assert_eq!((breaker.state(), breaker.snapshot().probes_in_flight), (State::HalfOpen, 0));
        assert!(breaker.try_acquire().is_ok(), "no slot is lost");
    });
}

#[test]
fn two_results_of_probes_close_once() {
    explore("two successes of probes", None, || {
        let (breaker, _) = at_the_deadline(config().half_open_calls(2).success_threshold(2));
        let log = Log::of(&breaker);
        let probes = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = probes.map(|probe| thread::spawn(move || probe.success()));
        join(threads);
        assert_eq!(log.history(&breaker), [State::HalfOpen, State::Closed]);
        assert_eq!(breaker.snapshot().counts.success, 2);
    });
}

#[test]
fn a_failed_probe_meets_a_successful_one() {
    explore("a failed probe meets a successful one", None, || {
        let (breaker, _) = at_the_deadline(config().half_open_calls(2));
        let log = Log::of(&breaker);
        let [success, failure] = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = [thread::spawn(move || success.success()), thread::spawn(move || failure.failure())];
        join(threads);
        let counts = breaker.snapshot().counts;
        match *log.history(&breaker) {
            [State::HalfOpen, State::Closed] => assert_eq!((counts.success, counts.failure, counts.late), (1, 0, 1)),
            [State::HalfOpen, State::Open] => assert_eq!((counts.success, counts.failure, counts.late), (0, 1, 1)),
            ref other => panic!("{other:?}"),
        }
        assert_eq!(breaker.snapshot().probes_in_flight, 0);
    });
}

#[test]
fn a_probe_that_outlived_its_lease_meets_its_successor() {
    explore("a probe that outlived its lease", Some(3), || {
        let (breaker, clock) = at_the_deadline(config());
        let old = breaker.try_acquire_owned().unwrap();
        clock.advance(LEASE);
        let reporting = thread::spawn(move || old.failure());
        let new = breaker.try_acquire_owned();
        reporting.join().unwrap();
        let snapshot = breaker.snapshot();
        match new {
            Ok(new) => {
                assert_eq!((snapshot.state, snapshot.counts.late), (State::HalfOpen, 1));
                new.success();
                assert_eq!(breaker.state(), State::Closed);
            }
            Err(open) => {
                assert_eq!((open.state(), open.retry_after()), (State::Open, Some(TIMEOUT)));
                assert_eq!((snapshot.state, snapshot.counts.failure), (State::Open, 1));
            }
        }
    });
}

#[test]
fn a_call_at_the_deadline_that_finds_the_circuit_closed_is_no_probe() {
    explore("an operator closes while a probe is due", Some(3), || {
        let (breaker, _) = at_the_deadline(config());
        let handle = breaker.clone();
        let calling = thread::spawn(move || handle.try_acquire_owned().unwrap());
        breaker.close("model");
        let permit = calling.join().unwrap();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.probes_in_flight), (State::Closed, 0));
        permit.success();
        assert_eq!(breaker.snapshot().counts.total(), 1);
    });
}

#[test]
fn an_operator_meets_the_first_probe() {
    explore("an operator closes at the deadline", Some(3), || {
        let (breaker, _) = at_the_deadline(config());
        let log = Log::of(&breaker);
        let handle = breaker.clone();
        let probing = thread::spawn(move || handle.try_acquire_owned().unwrap().failure());
        breaker.close("model");
        probing.join().unwrap();
        let counts = breaker.snapshot().counts;
        match *log.history(&breaker) {
            // Admitted as a probe that was overruled.
            [State::HalfOpen, State::Closed] => assert_eq!((counts.failure, counts.late), (0, 1)),
            // Admitted as a probe that failed, or by the closed circuit.
            [State::HalfOpen, State::Open, State::Closed] | [State::Closed, State::Open] => {
                assert_eq!((counts.failure, counts.late), (1, 0));
            }
            ref other => panic!("{other:?}"),
        }
    });
}
