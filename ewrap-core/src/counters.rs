//! How many calls ended how: always on, and cheap because threads do not share a cache line.
//!
//! Each thread adds to the stripe that its number picks; a reader sums the stripes. With more threads than stripes a
//! stripe is shared by a few of them, which costs time and never a count.

use std::cell::Cell;

use crate::outcome::Outcome;
use crate::sync::{AtomicU64, Ordering, StaticOrdering, StaticUsize};

/// A power of two. Eight keep a breaker below a kibibyte.
#[cfg(not(loom))]
const STRIPES: usize = 8;
#[cfg(loom)]
const STRIPES: usize = 1;

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Count {
    Success,
    Failure,
    Ignored,
    Cancelled,
    Rejected,
    Late,
    /// Beside the outcome.
    Slow,
}

const KINDS: usize = 7;

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
struct Stripe([AtomicU64; KINDS]);

/// The counters of one breaker.
#[derive(Debug, Default)]
pub(crate) struct Counters([Stripe; STRIPES]);

impl Counters {
    #[inline]
    pub(crate) fn add(&self, count: Count) {
        let stripe = &self.0[stripe_of_this_thread() & (STRIPES - 1)];
        // Relaxed: a lone statistic; it publishes nothing.
        stripe.0[count as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn sum(&self) -> Counts {
        let of = |count: Count| {
            // Relaxed: a lone statistic; a reader may miss calls that end while it sums.
            self.0.iter().map(|stripe| stripe.0[count as usize].load(Ordering::Relaxed)).sum()
        };
        Counts {
            success: of(Count::Success),
            failure: of(Count::Failure),
            ignored: of(Count::Ignored),
            cancelled: of(Count::Cancelled),
            rejected: of(Count::Rejected),
            late: of(Count::Late),
            slow: of(Count::Slow),
        }
    }
}

const UNNUMBERED: usize = usize::MAX;

thread_local! {
    static NUMBER: Cell<usize> = const { Cell::new(UNNUMBERED) };
}

#[inline]
pub(crate) fn stripe_of_this_thread() -> usize {
    let number = NUMBER.get();
    if number == UNNUMBERED { number_this_thread() } else { number }
}

#[cold]
fn number_this_thread() -> usize {
    static NEXT: StaticUsize = StaticUsize::new(0);
    // Relaxed: threads only need different numbers.
    let number = NEXT.fetch_add(1, StaticOrdering::Relaxed) & (UNNUMBERED >> 1);
    NUMBER.set(number);
    number
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
