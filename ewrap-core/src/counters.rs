//! How many calls ended how: always on, and cheap because threads do not share a cache line.
//!
//! A thread that has a [seat](crate::seats) is the only writer of the own words of the stripe of that number: it adds to them
//! with a load and a store. Guests, and what is rare, use the shared words of a stripe, with a read-modify-write; that
//! costs time and never a count. A reader sums all of them. The circuits of keys, of which there may be ten thousand, have
//! one stripe, whose own words are those of the first seat.
//!
//! Invariant: an own word is written by the holder of its seat alone; a shared one by read-modify-writes alone.

use crate::outcome::Outcome;
use crate::seats::{Seat, known, this_thread};
use crate::sync::{AtomicU64, Ordering};

/// What is counted. Slow calls are beside the outcome, and counted by the policy that calls them so.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Count {
    Success,
    Rejected,
    Failure,
    Ignored,
    Cancelled,
    Late,
}

/// The first kinds have a word of the seat's own: those that cost nothing else.
const OWN: usize = Count::Rejected as usize + 1;
const KINDS: usize = Count::Late as usize + 1;

impl From<Outcome> for Count {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => Self::Success,
            Outcome::Failure => Self::Failure,
            Outcome::Ignored => Self::Ignored,
            Outcome::Cancelled => Self::Cancelled,
        }
    }
}

/// One cache line.
#[derive(Debug, Default)]
#[cfg_attr(not(loom), repr(align(64)))]
struct Stripe {
    own: [AtomicU64; OWN],
    shared: [AtomicU64; KINDS],
}

/// The counters of one breaker.
#[derive(Debug)]
pub(crate) struct Counters(Box<[Stripe]>);

impl Counters {
    /// `stripes` is a power of two, and not more than there are seats.
    pub(crate) fn new(stripes: usize) -> Self {
        Self((0..stripes).map(|_| Stripe::default()).collect())
    }

    pub(crate) fn stripes(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(crate) fn add(&self, count: Count) {
        if !self.add_own(known(), count) {
            self.add_first(count);
        }
    }

    /// The first time that this thread counts, and whatever it has no word of its own for.
    #[cold]
    fn add_first(&self, count: Count) {
        self.add_from(this_thread(), count);
    }

    /// Adds for the thread that has this seat.
    pub(crate) fn add_from(&self, seat: Seat, count: Count) {
        if !self.add_own(seat, count) {
            self.add_shared(seat, count);
        }
    }

    /// False if the seat has no word of its own for that.
    #[inline]
    fn add_own(&self, seat: Seat, count: Count) -> bool {
        let is_own = (count as usize) < OWN;
        match self.0.get(seat.number()) {
            Some(stripe) if is_own => {
                add_alone(&stripe.own[count as usize]);
                true
            }
            _ => false,
        }
    }

    fn add_shared(&self, seat: Seat, count: Count) {
        let stripe = &self.0[seat.place(self.0.len())];
        // Relaxed: a lone statistic; it publishes nothing.
        stripe.shared[count as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// `slow` is how many calls the policy has found slow.
    pub(crate) fn sum(&self, slow: u64) -> Counts {
        let mut sums = [0; KINDS];
        for stripe in &self.0 {
            for words in [&stripe.own[..], &stripe.shared[..]] {
                for (sum, word) in sums.iter_mut().zip(words) {
                    // Relaxed: a lone statistic; a reader may miss calls that end while it sums.
                    *sum += word.load(Ordering::Relaxed);
                }
            }
        }
        let [success, rejected, failure, ignored, cancelled, late] = sums;
        Counts { success, failure, ignored, cancelled, rejected, late, slow }
    }
}

/// Adds one to a word that nobody else writes to at present.
#[inline]
fn add_alone(word: &AtomicU64) {
    // Relaxed: what this thread wrote last, or the holder of the seat before it, which `Seats::take` observed.
    let count = word.load(Ordering::Relaxed);
    // Relaxed: a lone statistic; it publishes nothing.
    word.store(count + 1, Ordering::Relaxed);
}

/// Calls by what became of them, since the breaker was made. Every call that ended and every rejection is in exactly one
/// of them, except calls that began and ended while the breaker was disabled, which are in none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The dependency answered.
    pub success: u64,
    /// The dependency failed, panics among them.
    pub failure: u64,
    /// The result said nothing about the dependency.
    pub ignored: u64,
    /// The call ended without a result.
    pub cancelled: u64,
    /// The breaker did not admit the call.
    pub rejected: u64,
    /// The result came after the period that admitted the call: success or failure, it moved nothing.
    pub late: u64,
    /// The call took longer than `slow_call`, and is among the successes or failures as well.
    pub slow: u64,
}

impl Counts {
    /// All of them together; slow calls are counted once, by their outcome.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.success + self.failure + self.ignored + self.cancelled + self.rejected + self.late
    }
}
