//! Seats: no count is lost, neither between the holder of a seat and guests nor from one holder to the next.

use std::sync::Arc;
use std::time::Duration;

use loom::thread;

use super::{TIMEOUT, closed, explore, join};
use crate::counters::{Count, Counters};
use crate::seats::{SEATS, Seat, Seats};
use crate::{Config, OwnedPermit, Window};

/// The seats, and counters with as many stripes.
fn empty() -> Arc<(Seats, Counters)> {
    Arc::new((Seats::default(), Counters::new(SEATS)))
}

fn successes(counters: &Counters) -> u64 {
    counters.sum(0).success
}

/// A thread's life: it takes a seat, counts so many successes, and gives the seat back if it has one.
fn live(seats: &Seats, counters: &Counters, calls: usize) -> Seat {
    let seat = seats.take();
    (0..calls).for_each(|_| counters.add_from(seat, Count::Success));
    if seat.is_held() {
        seats.give_back(seat);
    }
    seat
}

#[test]
fn a_holder_and_a_guest_add_while_somebody_reads() {
    explore("a holder, a guest and a reader", None, || {
        let shared = empty();
        let seats = [(); 2].map(|()| shared.0.take());
        assert_eq!(seats.map(Seat::is_held), [true, false]);
        let threads = seats.map(|seat| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || (0..2).for_each(|_| shared.1.add_from(seat, Count::Success)))
        });
        let (earlier, later) = (successes(&shared.1), successes(&shared.1));
        assert!(earlier <= later && later <= 4, "{earlier}, then {later}");
        join(threads);
        assert_eq!(successes(&shared.1), 4);
    });
}

#[test]
fn who_comes_while_another_leaves_loses_no_count() {
    explore("a seat is passed on", None, || {
        let shared = empty();
        let threads = [(); 2].map(|()| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                live(&shared.0, &shared.1, 2);
            })
        });
        join(threads);
        assert_eq!(successes(&shared.1), 4);
        assert!(live(&shared.0, &shared.1, 1).is_held(), "both have given it back, or never had it");
        assert_eq!(successes(&shared.1), 5);
    });
}

#[test]
fn a_seat_passes_through_three_threads() {
    explore("a seat is passed on twice", Some(3), || {
        let shared = empty();
        let threads = [(); 2].map(|()| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                live(&shared.0, &shared.1, 1);
            })
        });
        live(&shared.0, &shared.1, 1);
        join(threads);
        assert_eq!(successes(&shared.1), 3);
    });
}

#[test]
fn a_holder_and_two_guests_fill_a_window_of_time() {
    const S: Duration = Duration::from_secs(1);
    let settings = Config::builder().timeout(TIMEOUT).failure_count(9).window(Window::time(2 * S));
    explore("a holder and two guests with a window of time", Some(2), move || {
        let (breaker, _) = closed(settings);
        let success = |permit: OwnedPermit| permit.success();
        success(breaker.try_acquire_owned().unwrap());
        let permits = [(); 2].map(|()| breaker.try_acquire_owned().unwrap());
        let threads = permits.map(|permit| thread::spawn(move || success(permit)));
        success(breaker.try_acquire_owned().unwrap());
        join(threads);
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.counts.success, snapshot.window.map(|it| it.calls)), (4, Some(4)));
    });
}

#[test]
fn a_holder_and_two_guests_follow_calls() {
    const LIMIT: Duration = Duration::from_secs(8);
    let settings = Config::builder().timeout(TIMEOUT).slow_call(LIMIT).slow_rate(0.5).min_calls(9);
    let settings = settings.window(Window::calls(9));
    explore("a holder and two guests follow calls", Some(2), move || {
        let (breaker, clock) = closed(settings);
        let first = breaker.try_acquire_owned().unwrap();
        let beginning = [breaker.clone(), breaker.clone()]
            .map(|breaker| thread::spawn(move || breaker.try_acquire_owned().unwrap()));
        let second = breaker.try_acquire_owned().unwrap();
        let permits = beginning.map(|thread| thread.join().unwrap());
        clock.advance(10 * LIMIT);
        let under_way = || breaker.snapshot().window.unwrap().slow_under_way;
        assert_eq!(under_way(), 4);
        permits.into_iter().chain([first, second]).for_each(drop);
        assert_eq!(under_way(), 0);
    });
}
