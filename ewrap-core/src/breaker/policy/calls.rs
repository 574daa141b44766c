//! The window over the last calls: a ring of results, and their sums in one word.
//!
//! ```text
//!  totals  63      51 50     34 33      17 16       0      slot   31    11 10  3 2      0
//!         ┌──────────┬─────────┬──────────┬──────────┐           ┌────────┬─────┬────────┐
//!         │  period  │  slow   │ failures │  calls   │           │ period │ lap │ result │
//!         └──────────┴─────────┴──────────┴──────────┘           └────────┴─────┴────────┘
//! ```
//!
//! A call takes the next slot, puts its result there in the place of the one that leaves, and applies the difference to
//! the sums. Between the two steps the sums may know a result's leaving before its coming, so failures and slow calls
//! may be below zero for a moment: they are read as signed numbers, and whoever completes a sum sees the whole of it.
//! They may be too high as well, while a thread stands between its steps and a whole window passes it by: what opens a
//! circuit is therefore looked for in the slots too, where a result is in one place at a time.
//! A result that finds its slot taken by one of a later lap has been passed by, and has left already.
//! Whatever carries another period counts as empty. A slot of a newer period, or newer sums, make the result late.

use std::sync::OnceLock;

use super::rules::Tally;
use super::tag::{Period, low, signed, steps};
use crate::sync::{AtomicU32, AtomicU64, Ordering};

const FIELD: u32 = 17;
const PERIOD: u32 = 64 - 3 * FIELD;
const SLOT_RESULT: u32 = 3;
const LAP: u32 = 8;
/// More periods than the largest window has slots, so that the oldest slot is not taken for a newer one.
const SLOT_PERIOD: u32 = 32 - LAP - SLOT_RESULT;
/// Beside the class, so that an empty slot is zero.
const TAKEN: u32 = 1 << 2;

const CALL: u64 = 1;
const FAILURE: u64 = 1 << FIELD;
const SLOW: u64 = 1 << (2 * FIELD);
const SUMS: u32 = 3 * FIELD;

/// A ring for each power of two, so that windows of all sizes together need no more than twice the largest.
const RINGS: usize = 17;

type Ring = Box<[AtomicU32]>;

/// What every result writes to, on a cache line of its own: beside it is what every result reads.
#[derive(Debug, Default)]
#[cfg_attr(not(loom), repr(align(64)))]
struct Head {
    next: AtomicU64,
    totals: AtomicU64,
}

#[derive(Debug, Default)]
pub(super) struct Calls {
    head: Head,
    rings: [OnceLock<Ring>; RINGS],
}

impl Calls {
    fn ring(&self, size: u32) -> &OnceLock<Ring> {
        &self.rings[size.next_power_of_two().trailing_zeros() as usize]
    }

    /// Allocates the ring of this size.
    pub(super) fn make_room(&self, size: u32) {
        self.slots(size);
    }

    #[inline]
    fn slots(&self, size: u32) -> &Ring {
        self.ring(size).get_or_init(|| (0..size.next_power_of_two()).map(|_| AtomicU32::new(0)).collect())
    }

    /// Puts a result into the window, and gives the sums with it; `None` if its period is over.
    #[inline]
    pub(super) fn record(&self, period: Period, size: u32, class: usize) -> Option<Sums> {
        // Relaxed: calls only need different numbers.
        let number = self.head.next.fetch_add(1, Ordering::Relaxed);
        let change = exchange(&self.slots(size)[place(number, size)], (period, number / u64::from(size)), class)?;
        self.apply(period, change)
    }

    /// Adds to the sums; `None` if they are of a newer period.
    fn apply(&self, period: Period, change: i64) -> Option<Sums> {
        let mine = period.low(PERIOD);
        // Relaxed: the exchange decides.
        let mut seen = self.head.totals.load(Ordering::Relaxed);
        if change == 0 && seen >> SUMS == mine {
            // Most results are like the ones that they replace.
            return Some(Sums(seen));
        }
        loop {
            let before = match steps(seen >> SUMS, mine, PERIOD) {
                0 => seen,
                age if age > 0 => 0,
                _ => return None,
            };
            let next = mine << SUMS | low(before.wrapping_add_signed(change), SUMS);
            // AcqRel: publishes this result's slot, and those of the results in the sums already, to the Acquire in
            // `tally`.
            // Relaxed: a lost race is decided again.
            match self.head.totals.compare_exchange_weak(seen, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return Some(Sums(next)),
                Err(newer) => seen = newer,
            }
        }
    }

    pub(super) fn tally(&self, period: Period) -> Tally {
        // Acquire: observes the slots of all results in the sums (the Release in `apply`), for `held`.
        let totals = self.head.totals.load(Ordering::Acquire);
        if totals >> SUMS == period.low(PERIOD) { Sums(totals).tally() } else { Tally::default() }
    }

    /// The same by the slots, after a look at the sums. From the newest to the oldest, against the direction in which
    /// results come, so that it meets those that come meanwhile once and sees the window of that moment.
    pub(super) fn held(&self, period: Period, size: u32) -> Tally {
        // Relaxed: where to begin; a result that comes meanwhile is met on the way.
        let next = self.head.next.load(Ordering::Relaxed);
        let slots = self.slots(size);
        let mut tally = Tally::default();
        for age in 1..=size {
            let number = next % u64::from(size) + u64::from(size - age);
            // Relaxed: the Acquire in `tally` has published the results that were in the sums.
            let slot = slots[place(number, size)].load(Ordering::Relaxed);
            if slot & TAKEN != 0 && period_of(slot) == period.low(SLOT_PERIOD) {
                tally.calls += 1;
                tally.failures += u64::from(slot & 1);
                tally.slow += u64::from(slot >> 1 & 1);
            }
        }
        tally
    }
}

/// The slot of a result.
fn place(number: u64, size: u32) -> usize {
    usize::try_from(number % u64::from(size)).unwrap_or_default()
}

fn period_of(slot: u32) -> u64 {
    u64::from(slot) >> (LAP + SLOT_RESULT)
}

/// Puts a result into a slot; gives by how much the sums change. `None` if the slot is of a newer period.
fn exchange(slot: &AtomicU32, (period, lap): (Period, u64), class: usize) -> Option<i64> {
    let mine = period.low(SLOT_PERIOD);
    #[expect(clippy::cast_possible_truncation, reason = "21 bits, eight and three")]
    let next = (mine << (LAP + SLOT_RESULT) | low(lap, LAP) << SLOT_RESULT) as u32 | TAKEN | class as u32;
    // Relaxed: the exchange decides.
    let mut seen = slot.load(Ordering::Relaxed);
    loop {
        let left = match steps(period_of(seen), mine, SLOT_PERIOD) {
            0 if seen & TAKEN == 0 => 0,
            0 if steps(low(u64::from(seen) >> SLOT_RESULT, LAP), low(lap, LAP), LAP) < 0 => return Some(0),
            0 => value((seen & (TAKEN - 1)) as usize),
            age if age > 0 => 0,
            _ => return None,
        };
        // Relaxed: who takes a result out of the slot is told it by this very exchange, and the sums publish it.
        match slot.compare_exchange_weak(seen, next, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return Some(value(class) - left),
            Err(newer) => seen = newer,
        }
    }
}

/// What one result of this class adds to the sums.
fn value(class: usize) -> i64 {
    let is = |bit: usize| u64::from(class & bit != 0);
    signed(CALL + is(1) * FAILURE + is(2) * SLOW, u64::BITS)
}

/// The sums of a window at one moment, as its word has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums(u64);

impl Sums {
    pub(super) fn tally(self) -> Tally {
        let sums = low(self.0, SUMS);
        let calls = signed(sums, FIELD);
        let above = sums.wrapping_add_signed(-calls) >> FIELD;
        let failures = signed(above, FIELD);
        let slow = signed(above.wrapping_add_signed(-failures) >> FIELD, FIELD);
        let calls = u64::try_from(calls).unwrap_or(0);
        let among = |number: i64| u64::try_from(number).unwrap_or(0).min(calls);
        Tally { calls, failures: among(failures), slow: among(slow), slow_under_way: 0 }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn period(number: u32) -> Period {
        Period::new(number, 0)
    }

    fn seen(calls: &Calls, number: u32) -> (u64, u64, u64) {
        let tally = calls.tally(period(number));
        (tally.calls, tally.failures, tally.slow)
    }

    #[test]
    fn the_oldest_result_leaves() {
        let calls = Calls::default();
        for (class, expected) in [(1, (1, 1, 0)), (2, (2, 1, 1)), (3, (2, 1, 2)), (0, (2, 1, 1)), (0, (2, 0, 0))] {
            assert!(calls.record(period(0), 2, class).is_some());
            assert_eq!(seen(&calls, 0), expected);
        }
    }

    #[test]
    fn another_period_begins_with_nothing_and_the_old_one_is_late() {
        let calls = Calls::default();
        assert!(calls.record(period(5), 2, 1).is_some());
        assert!(calls.record(period(6), 2, 3).is_some());
        assert_eq!((seen(&calls, 6), seen(&calls, 5)), ((1, 1, 1), (0, 0, 0)));
        assert!(calls.record(period(5), 2, 1).is_none() && calls.record(period(5), 2, 1).is_none());
        assert_eq!(seen(&calls, 6), (1, 1, 1));
    }

    #[test]
    fn a_leaving_that_is_known_before_its_coming_is_below_zero() {
        let calls = Calls::default();
        assert!(calls.apply(period(0), value(0) - value(3)).is_some());
        assert_eq!(seen(&calls, 0), (0, 0, 0));
        assert!(calls.apply(period(0), value(3)).is_some());
        assert_eq!(seen(&calls, 0), (1, 0, 0));
    }

    #[test]
    fn the_slots_hold_what_the_sums_say() {
        let calls = Calls::default();
        for class in [1, 2, 3, 0, 0, 3, 1] {
            assert!(calls.record(period(4), 3, class).is_some());
            assert_eq!(calls.held(period(4), 3), calls.tally(period(4)));
        }
        assert_eq!(calls.held(period(5), 3), Tally::default());
    }

    #[test]
    fn a_result_that_was_passed_by_takes_nobodys_place() {
        let slot = AtomicU32::new(0);
        assert_eq!(exchange(&slot, (period(0), 256), 1), Some(value(1)));
        assert_eq!(exchange(&slot, (period(0), 255), 3), Some(0));
        assert_eq!(exchange(&slot, (period(0), 257), 0), Some(value(0) - value(1)));
    }

    #[test]
    fn the_widest_window_fits() {
        let calls = Calls::default();
        for _ in 0..200_000 {
            assert!(calls.record(period(0), 65_535, 3).is_some());
        }
        assert_eq!(seen(&calls, 0), (65_535, 65_535, 65_535));
    }
}
