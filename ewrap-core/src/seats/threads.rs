//! The seats of the process, and which of them this thread has.

use std::cell::Cell;

use super::{Seat, Seats};
use crate::sync::AtomicU64;

static SEATS: Seats = Seats { taken: AtomicU64::new(0), guests: AtomicU64::new(0) };

thread_local! {
    /// Nothing to destroy, so that it can be read and written to the very end of the thread.
    static SEAT: Cell<Seat> = const { Cell::new(Seat::NOT_YET) };
    /// Gives the seat back.
    static HELD: Held = const { Held(Cell::new(None)) };
}

/// That of this thread, if it has asked before. Else one that is nobody's.
#[inline]
pub(crate) fn known() -> Seat {
    SEAT.get()
}

/// That of this thread; the first time it asks, it is given one.
#[inline]
pub(crate) fn this_thread() -> Seat {
    let seat = known();
    if seat == Seat::NOT_YET { take() } else { seat }
}

#[cold]
fn take() -> Seat {
    let hold = |held: &Held| {
        let seat = SEATS.take();
        held.0.set(Some(seat).filter(|it| it.is_held()));
        seat
    };
    // A thread whose seat would not be given back any more takes none.
    let seat = HELD.try_with(hold).unwrap_or_else(|_| SEATS.take_none());
    SEAT.set(seat);
    seat
}

/// The seat of this thread until it ends.
struct Held(Cell<Option<Seat>>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(seat) = self.0.take() {
            // First: what else is destroyed with this thread may still make calls, and then is a guest.
            SEAT.set(Seat::guest(seat.number()));
            SEATS.give_back(seat);
        }
    }
}
