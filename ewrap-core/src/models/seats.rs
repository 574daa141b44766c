//! Seats: no count is lost, neither between the holder of a seat and a guest nor from one holder to the next.

use std::sync::Arc;

use loom::thread;

use super::{explore, join};
use crate::counters::{Count, Counters};
use crate::seats::{SEATS, Seat, Seats};

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
