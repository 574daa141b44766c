//! Results that meet: at the threshold, with each other, and with the end of the period they belong to.

use loom::thread;

use super::{Log, at_the_deadline, closed, config, explore, join};
use crate::State;

#[test]
fn two_failures_at_the_threshold_open_once() {
    explore("two failures at the threshold", None, || {
        let (breaker, _) = closed(config().threshold(2));
        let log = Log::of(&breaker);
        let permits = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = permits.map(|permit| thread::spawn(move || permit.failure()));
        join(threads);
        let counts = breaker.snapshot().counts;
        assert_eq!((counts.failure, counts.late, counts.total()), (2, 0, 2));
        assert_eq!(log.history(&breaker), [State::Open]);
    });
}

#[test]
fn two_failures_beyond_the_threshold_open_once_and_one_is_late() {
    explore("two failures beyond the threshold", None, || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let permits = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = permits.map(|permit| thread::spawn(move || permit.failure()));
        join(threads);
        let counts = breaker.snapshot().counts;
        assert_eq!((counts.failure, counts.late, counts.total()), (1, 1, 2));
        assert_eq!(log.history(&breaker), [State::Open]);
    });
}

#[test]
fn a_success_meets_the_tripping_failure() {
    explore("a success meets the tripping failure", None, || {
        let (breaker, _) = closed(config().threshold(2));
        breaker.record_failure();
        let [success, failure] = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = [thread::spawn(move || success.success()), thread::spawn(move || failure.failure())];
        join(threads);
        let snapshot = breaker.snapshot();
        let counts = snapshot.counts;
        assert_eq!(counts.failure, 2);
        match snapshot.state {
            State::Closed => assert_eq!((snapshot.consecutive_failures, counts.success, counts.late), (1, 1, 0)),
            state => assert_eq!((state, counts.success, counts.late), (State::Open, 0, 1)),
        }
    });
}

#[test]
fn a_success_without_a_run_is_counted_once_beside_a_trip() {
    explore("a quiet success meets a trip", None, || {
        let (breaker, _) = closed(config());
        let [success, failure] = [breaker.try_acquire_owned().unwrap(), breaker.try_acquire_owned().unwrap()];
        let threads = [thread::spawn(move || success.success()), thread::spawn(move || failure.failure())];
        join(threads);
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.counts.failure), (State::Open, 1));
        assert_eq!((snapshot.counts.success + snapshot.counts.late, snapshot.counts.total()), (1, 2));
    });
}

#[test]
fn a_run_counts_every_failure_of_two_threads() {
    explore("failures of two threads", Some(3), || {
        let (breaker, _) = closed(config().threshold(9));
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| {
            thread::spawn(move || {
                breaker.record_failure();
                breaker.record_failure();
            })
        });
        join(threads);
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.consecutive_failures, snapshot.counts.failure), (4, 4));
    });
}

#[test]
fn a_late_failure_never_moves_the_next_closed_period() {
    explore("a late failure against open and close", None, || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let permit = breaker.try_acquire_owned().unwrap();
        let late = thread::spawn(move || permit.failure());
        breaker.open("model");
        breaker.close("model");
        late.join().unwrap();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::Closed, 0));
        assert_eq!((snapshot.counts.failure + snapshot.counts.late, snapshot.counts.total()), (1, 1));
        assert_eq!(log.history(&breaker), [State::Open, State::Closed]);
    });
}

#[test]
fn a_late_success_never_ends_the_next_run() {
    explore("a late success against open and close", Some(3), || {
        let (breaker, _) = closed(config().threshold(5));
        let permit = breaker.try_acquire_owned().unwrap();
        let late = thread::spawn(move || permit.success());
        breaker.open("model");
        breaker.close("model");
        breaker.record_failure();
        late.join().unwrap();
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::Closed, 1));
        assert_eq!((snapshot.counts.success + snapshot.counts.late, snapshot.counts.failure), (1, 1));
    });
}

#[test]
fn an_operator_meets_a_trip() {
    explore("an operator forces open at a trip", None, || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let permit = breaker.try_acquire_owned().unwrap();
        let trip = thread::spawn(move || permit.failure());
        breaker.force_open("model");
        trip.join().unwrap();
        let counts = breaker.snapshot().counts;
        match *log.history(&breaker) {
            [State::Open, State::ForcedOpen] => assert_eq!((counts.failure, counts.late), (1, 0)),
            [State::ForcedOpen] => assert_eq!((counts.failure, counts.late), (0, 1)),
            ref other => panic!("{other:?}"),
        }
    });
}

#[test]
fn an_operator_who_opens_at_a_trip_opens_once() {
    explore("an operator opens at a trip", None, || {
        let (breaker, _) = closed(config());
        let log = Log::of(&breaker);
        let permit = breaker.try_acquire_owned().unwrap();
        let trip = thread::spawn(move || permit.failure());
        breaker.open("model");
        trip.join().unwrap();
        assert_eq!(log.history(&breaker), [State::Open]);
        assert_eq!(breaker.snapshot().counts.total(), 1);
        assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(super::TIMEOUT));
    });
}

#[test]
fn a_report_without_a_permit_meets_an_operator() {
    explore("a report in half-open meets an operator who closes", Some(4), || {
        let (breaker, _) = at_the_deadline(config());
        let log = Log::of(&breaker);
        drop(breaker.try_acquire().unwrap());
        let handle = breaker.clone();
        let report = thread::spawn(move || handle.record_failure());
        breaker.close("model");
        report.join().unwrap();
        assert_eq!(breaker.snapshot().counts.failure, 1);
        match *log.history(&breaker) {
            // It failed the trial, or tripped the closed circuit: it is of the period in which it came.
            [State::HalfOpen, State::Open, State::Closed] | [State::HalfOpen, State::Closed, State::Open] => {}
            ref other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_dry_run_tells_once_though_two_threads_fail() {
    explore("two failures of a dry run", Some(3), || {
        let (breaker, _) = closed(config().threshold(2));
        breaker.metrics_only("model");
        let threads = [breaker.clone(), breaker.clone()].map(|breaker| thread::spawn(move || breaker.record_failure()));
        join(threads);
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::MetricsOnly, 2));
        assert_eq!(snapshot.counts.failure, 2);
    });
}
