//! The calls under way, by when they began: a dependency that hangs never answers, so it is its unanswered calls that
//! show it.
//!
//! A call adds one to the word of the slice in which it began, and takes it away when it ends, on whatever thread. The
//! calls of slices that have left the ring go on in one word. What began longer ago than a call may take is overdue; a
//! slice counts when all of it does, so a call is seen at most an eighth of that time late, and never early.

use super::stripes::{Spread, Stripes, Writers};
use super::tag::{COUNT, Period, age, low, signed, tag};
use crate::sync::{AtomicU64, Ordering};

/// Slices of the time that a call may take.
const SLICES: u64 = RING as u64 / 2;
/// Slices in the ring: those, and as many again for calls that end late.
#[cfg(not(loom))]
const RING: usize = 16;
#[cfg(loom)]
const RING: usize = 2;

#[derive(Debug, Default)]
struct Stripe {
    ring: [AtomicU64; RING],
    /// Of slices that have left the ring: a period and a count.
    older: AtomicU64,
}

#[derive(Debug)]
pub(super) struct Flight {
    stripes: Stripes<Stripe>,
}

impl Flight {
    pub(super) fn new(spread: Spread) -> Self {
        Self { stripes: Stripes::new(spread) }
    }

    pub(super) fn make_room(&self) {
        self.stripes.make_room();
    }

    /// A call begins; true if it is the first of its slice on this stripe. `limit` is how long it may take.
    pub(super) fn begin(&self, period: Period, now: u64, limit: u64) -> bool {
        self.stripes
            .of_this_thread()
            .is_some_and(|(stripe, writers)| stripe.add(writers, period, now / width(limit), 1))
    }

    /// A call that began then ends.
    pub(super) fn end(&self, period: Period, started: u64, limit: u64) {
        if let Some((stripe, writers)) = self.stripes.of_this_thread() {
            stripe.add(writers, period, started / width(limit), -1);
        }
    }

    /// The calls that have taken longer than `limit` so far.
    pub(super) fn overdue(&self, period: Period, now: u64, limit: u64) -> u64 {
        let Some(since) = now.checked_sub(limit) else { return 0 };
        // Those that began before this slice began before `since`.
        let slice = since / width(limit);
        let count: i64 = self.stripes.iter().map(|stripe| stripe.before(period, slice)).sum();
        u64::try_from(count).unwrap_or(0)
    }
}

fn width(limit: u64) -> u64 {
    limit.div_ceil(SLICES)
}

impl Stripe {
    /// Adds to the word of a slice; true if that was of another.
    fn add(&self, writers: Writers, period: Period, slice: u64, change: i64) -> bool {
        let index = usize::try_from(slice % RING as u64).unwrap_or_default();
        let tag = tag(period, slice);
        // Relaxed: what this thread wrote last, or what the exchange is to find.
        let mut seen = self.ring[index].load(Ordering::Relaxed);
        loop {
            let (count, left) = match age(seen, period, slice) {
                (0, 0) => (low(seen, COUNT), 0),
                (0, newer) if newer < 0 => {
                    self.add_older(writers, period, change);
                    return false;
                }
                (0, _) => (0, signed(seen, COUNT)),
                (periods, _) if periods < 0 => return false,
                _ => (0, 0),
            };
            let next = tag << COUNT | low(count.wrapping_add_signed(change), COUNT);
            match writers.change(&self.ring[index], seen, next) {
                Ok(()) => {
                    // A reader that comes before this step misses calls, which the next look finds.
                    if left != 0 {
                        self.add_older(writers, period, left);
                    }
                    return seen >> COUNT != tag;
                }
                Err(newer) => seen = newer,
            }
        }
    }

    fn add_older(&self, writers: Writers, period: Period, change: i64) {
        // Relaxed: what this thread wrote last, or what the exchange is to find.
        let mut seen = self.older.load(Ordering::Relaxed);
        loop {
            let count = match age(seen, period, 0).0 {
                0 => low(seen, COUNT),
                periods if periods < 0 => return,
                _ => 0,
            };
            let next = tag(period, 0) << COUNT | low(count.wrapping_add_signed(change), COUNT);
            match writers.change(&self.older, seen, next) {
                Ok(()) => return,
                Err(newer) => seen = newer,
            }
        }
    }

    /// The calls of this period that began before the slice.
    fn before(&self, period: Period, slice: u64) -> i64 {
        // Relaxed: each word is whole by itself, and a call that begins meanwhile is not overdue.
        let older = self.older.load(Ordering::Relaxed);
        let is_of_it = older >> COUNT == tag(period, 0);
        let older = if is_of_it { signed(older, COUNT) } else { 0 };
        // Relaxed: as above.
        let words = self.ring.iter().map(|word| word.load(Ordering::Relaxed));
        let before = words.filter(|word| matches!(age(*word, period, slice), (0, age) if age > 0));
        older + before.map(|word| signed(word, COUNT)).sum::<i64>()
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    const LIMIT: u64 = 80;

    fn flight() -> (Flight, Period) {
        let flight = Flight::new(Spread::WIDE);
        flight.make_room();
        (flight, Period::new(7, 0))
    }

    #[test]
    fn a_call_is_overdue_at_most_an_eighth_late_and_never_early() {
        for began in 0..40 {
            let (flight, period) = flight();
            flight.begin(period, began, LIMIT);
            let first = (0..1000).find(|now| flight.overdue(period, *now, LIMIT) == 1).unwrap();
            let due = began + LIMIT;
            assert!(first > due && first <= due + LIMIT / SLICES, "began at {began}, seen at {first}");
            flight.end(period, began, LIMIT);
            assert_eq!(flight.overdue(period, 1000, LIMIT), 0);
        }
    }

    #[test]
    fn calls_outlive_the_ring() {
        let (flight, period) = flight();
        for began in [0, 5, 400] {
            flight.begin(period, began, LIMIT);
        }
        for now in (0..10_000).step_by(7) {
            flight.begin(period, now, LIMIT);
            flight.end(period, now, LIMIT);
        }
        assert_eq!(flight.overdue(period, 10_000, LIMIT), 3);
        flight.end(period, 5, LIMIT);
        assert_eq!(flight.overdue(period, 10_000, LIMIT), 2);
        flight.end(period, 400, LIMIT);
        flight.end(period, 0, LIMIT);
        assert_eq!(flight.overdue(period, 10_000, LIMIT), 0);
    }

    #[test]
    fn another_period_begins_with_nothing() {
        let (flight, period) = flight();
        flight.begin(period, 0, LIMIT);
        let next = Period::new(8, 0);
        assert!(flight.begin(next, 0, LIMIT));
        flight.end(period, 0, LIMIT);
        assert_eq!((flight.overdue(next, 1000, LIMIT), flight.overdue(period, 1000, LIMIT)), (1, 0));
    }

    #[test]
    fn the_first_call_of_a_slice_says_so() {
        let (flight, period) = flight();
        assert!(flight.begin(period, 3, LIMIT));
        assert!(!flight.begin(period, 9, LIMIT));
        assert!(flight.begin(period, 10, LIMIT));
    }
}
