//! The same seam in the models: of the threads of one execution the first that counts has the seat, and keeps it.
//!
//! Loom's threads share the thread-locals of std, and what they do there it does not see. How a seat is passed on has
//! models of its own.

use std::cell::Cell;

use super::Seat;

loom::thread_local! {
    static SEAT: Cell<Seat> = Cell::new(Seat::NOT_YET);
}

thread_local! {
    static IS_TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// That of this thread, if it has asked before. Else one that is nobody's.
pub(crate) fn known() -> Seat {
    SEAT.try_with(Cell::get).unwrap_or(Seat::guest(0))
}

/// That of this thread; the first time it asks, it is given one.
pub(crate) fn this_thread() -> Seat {
    let seat = known();
    if seat != Seat::NOT_YET {
        return seat;
    }
    let seat = if IS_TAKEN.replace(true) { Seat::guest(0) } else { Seat(0) };
    SEAT.with(|it| it.set(seat));
    seat
}

/// An execution begins.
#[cfg(test)]
pub(crate) fn free_all() {
    IS_TAKEN.set(false);
}
