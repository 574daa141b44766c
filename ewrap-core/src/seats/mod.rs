//! Which stripe a thread writes to, and whether it is the only one that does.
//!
//! A read-modify-write costs some nanoseconds even where nobody else comes near; a load, an addition and a store cost
//! one, and lose counts as soon as two threads do them to one word. So there are seats, as many as stripes. A thread
//! takes the first free one when it counts for the first time, and gives it back when it ends; meanwhile it is the
//! one writer of the words that belong to the seat. Who finds no free seat, or has given its own back because it is about
//! to end, is a guest: it writes to other words, which are there for all, and with read-modify-writes.
//!
//! Invariant: a seat has one holder at a time, and the next holder sees all that the last one wrote.

#[cfg(not(loom))]
mod threads;
#[cfg(loom)]
#[path = "threads_loom.rs"]
mod threads;

#[cfg(all(test, loom))]
pub(crate) use self::threads::free_all;
pub(crate) use self::threads::{known, this_thread};
use crate::sync::{AtomicU64, Ordering};

/// How many threads may have a seat. A power of two; eight stripes keep a breaker below a kibibyte.
#[cfg(not(loom))]
pub(crate) const SEATS: usize = 8;
#[cfg(loom)]
pub(crate) const SEATS: usize = 1;

/// The seat of a thread, or that it is a guest: one number, so that it is compared as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat(usize);

impl Seat {
    /// The thread has neither been given a seat nor made a guest: a number that no seat has.
    const NOT_YET: Self = Self(usize::MAX);

    /// The guest who uses what is there for all where the seat of this number is.
    const fn guest(number: usize) -> Self {
        Self(SEATS | number & (SEATS - 1))
    }

    /// The number of the seat, which no other thread has at present; of a guest a number that no seat has.
    #[inline]
    pub(crate) fn number(self) -> usize {
        self.0
    }

    /// Which of so many places, a power of two, the thread uses where it has none of its own.
    #[inline]
    pub(crate) fn place(self, places: usize) -> usize {
        self.0 & (places - 1)
    }

    /// A guest holds none.
    pub(crate) fn is_held(self) -> bool {
        self.0 < SEATS
    }
}

/// The seats, one bit for each that is taken, and how many guests there have been.
#[derive(Debug)]
#[cfg_attr(loom, derive(Default))]
pub(crate) struct Seats {
    taken: AtomicU64,
    guests: AtomicU64,
}

impl Seats {
    /// The first free seat, or that of a guest.
    pub(crate) fn take(&self) -> Seat {
        // Relaxed: the exchange decides.
        let mut taken = self.taken.load(Ordering::Relaxed);
        loop {
            let free = taken.trailing_ones() as usize;
            if free >= SEATS {
                return self.take_none();
            }
            // Acquire: observes what the last holder of the seat wrote, the other end is the Release in `give_back`. Who
            // takes or gives back another seat in between changes the word by a read-modify-write and so keeps that up.
            // Relaxed: a lost race begins again with what was found.
            let change =
                self.taken.compare_exchange_weak(taken, taken | 1 << free, Ordering::Acquire, Ordering::Relaxed);
            match change {
                Ok(_) => return Seat(free),
                Err(newer) => taken = newer,
            }
        }
    }

    /// Guests are spread evenly.
    pub(crate) fn take_none(&self) -> Seat {
        // Relaxed: guests only need different numbers.
        let number = self.guests.fetch_add(1, Ordering::Relaxed);
        Seat::guest(usize::try_from(number % SEATS as u64).unwrap_or_default())
    }

    /// The holder writes to what belongs to the seat no more.
    pub(crate) fn give_back(&self, seat: Seat) {
        debug_assert!(seat.is_held(), "{seat:?} is a guest's");
        // Release: publishes what the holder wrote to the next one, the other end is the Acquire in `take`.
        self.taken.fetch_and(!(1 << seat.0), Ordering::Release);
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn seats() -> Seats {
        Seats { taken: AtomicU64::new(0), guests: AtomicU64::new(0) }
    }

    #[test]
    fn the_first_free_seat_is_taken_and_then_there_are_guests() {
        let seats = seats();
        assert_eq!([(); SEATS].map(|()| seats.take().number()), [0, 1, 2, 3, 4, 5, 6, 7]);
        let guests: Vec<_> = (0..2 * SEATS).map(|_| seats.take()).collect();
        assert!(guests.iter().all(|guest| !guest.is_held() && guest.number() >= SEATS));
        for place in 0..SEATS {
            assert_eq!(guests.iter().filter(|guest| guest.place(SEATS) == place).count(), 2, "spread evenly");
        }
        for free in [5, 2] {
            seats.give_back(Seat(free));
        }
        assert_eq!([(); 3].map(|()| seats.take().is_held()), [true, true, false]);
    }

    #[test]
    fn a_thread_keeps_its_seat_and_shares_it_with_none_that_lives() {
        let here = this_thread();
        assert_eq!(this_thread(), here);
        let there = std::thread::spawn(this_thread).join().unwrap();
        assert!(there != here || !here.is_held(), "{here:?}");
    }
}
