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
//! the sums. A result that is not fine, here for short a failure, though it may only be slow, is in the sums before it is
//! in a slot, and leaves them after it has left the slot: the sums may be too high for a moment, but are never below what
//! the slots hold. So what opens a circuit is looked for in the slots too, and of several failures at once, the last to
//! apply its difference sees all.
//!
//! Most results are fine, and change nothing:
//!
//! - In a window of nothing but fine results, one more leaves the same window, from wherever the ring is read. The sums
//!   tell that, for they are never too low, and a call is in them only after it is in its slot. Such a result takes no
//!   number, and only reads. It comes at the moment at which it reads the sums: before every failure that they lack.
//! - A fine result in the place of a fine one finds in its slot what it would write, and leaves it. It comes at the moment
//!   at which it reads the slot. To be found so, fine results have no lap.
//!
//! A result that finds its slot taken by a failure of a later lap has been passed by, and has left already: no failure is
//! ever replaced by what came before it. The lap of a fine result is not known. A failure that a whole window passes by,
//! while its thread stands before its slot, may therefore take the place of a fine result that is newer. And as long as a
//! thread stands there, the result that it is to replace stays. So the window holds n of the last n + t results, where t
//! threads stand between two steps, or stood there while n others came; without them, the last n. A failure that is passed
//! by before it is judged is judged by the window that it finds. A thread that stood still while the window was replaced 64
//! times or more takes its failure back; a fine result that stood still 128 times may take the place of a failure.
//!
//! Whatever carries another period counts as empty. A slot of a newer period, or newer sums, make the result late.

use std::sync::OnceLock;

use super::FINE;
use super::rules::Tally;
use super::tag::{Period, low, steps};
use crate::sync::{AtomicU32, AtomicU64, Ordering};

const FIELD: u32 = 17;
const PERIOD: u32 = 64 - 3 * FIELD;
const SLOT_RESULT: u32 = 3;
/// How often the ring had been gone round when a result came that is not fine.
const LAP: u32 = 8;
/// The laps after which one looks like one to come, but for some room.
const LONGEST_AGO: u64 = 1 << (LAP - 2);
/// More periods than the largest window has slots, so that the oldest slot is not taken for a newer one.
const SLOT_PERIOD: u32 = 32 - LAP - SLOT_RESULT;
/// Beside the class, so that an empty slot is zero.
const TAKEN: u32 = 1 << 2;

const CALL: i64 = 1;
const FAILURE: i64 = 1 << FIELD;
const SLOW: i64 = 1 << (2 * FIELD);
const SUMS: u32 = 3 * FIELD;

/// A ring for each power of two, so that windows of all sizes together need no more than twice the largest.
const RINGS: usize = 17;

type Ring = Box<[AtomicU32]>;

/// Alone on its cache line: it is written by every result that takes a number; beside it is what most only read.
#[derive(Debug, Default)]
#[cfg_attr(not(loom), repr(align(64)))]
struct Next(AtomicU64);

#[derive(Debug, Default)]
pub(super) struct Calls {
    next: Next,
    totals: AtomicU64,
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
        if class != FINE {
            return self.record_failed(period, size, class);
        }
        // Acquire: observes the slots of all results in the sums (the Release in `apply`), for `held`.
        let sums = Sums(self.totals.load(Ordering::Acquire));
        if sums.are_all_fine(period, size) {
            return Some(sums);
        }
        match self.replace(period, size, FINE)? {
            0 if sums.are_of(period) => Some(sums),
            change => self.apply(period, change),
        }
    }

    fn record_failed(&self, period: Period, size: u32, class: usize) -> Option<Sums> {
        let early = value(class) - value(FINE);
        self.apply(period, early)?;
        // What is left in the sums if the period ends here is nobody's any more.
        let change = self.replace(period, size, class)?;
        // Even if that is nothing: the last of several to come here sees the slots of all.
        self.apply(period, change - early)
    }

    /// Puts a result into its slot; gives by how much the sums change.
    fn replace(&self, period: Period, size: u32, class: usize) -> Option<i64> {
        // Relaxed: results only need different numbers.
        let number = self.next.0.fetch_add(1, Ordering::Relaxed);
        let (slot, lap) = (&self.slots(size)[place(number, size)], number / u64::from(size));
        let change = exchange(slot, (period, lap), class)?;
        // Relaxed: a thread that stood still for so long that its lap looks like one to come sees that it did.
        let passed = self.next.0.load(Ordering::Relaxed).wrapping_sub(number) / u64::from(size);
        if class != FINE && passed >= LONGEST_AGO {
            return Some(change - take_back(slot, (period, lap), class));
        }
        Some(change)
    }

    /// Adds to the sums; `None` if they are of a newer period.
    fn apply(&self, period: Period, change: i64) -> Option<Sums> {
        let mine = period.low(PERIOD);
        // Relaxed: the exchange decides.
        let mut seen = self.totals.load(Ordering::Relaxed);
        loop {
            let before = match steps(seen >> SUMS, mine, PERIOD) {
                0 => seen,
                age if age > 0 => 0,
                _ => return None,
            };
            let next = mine << SUMS | low(before.wrapping_add_signed(change), SUMS);
            // AcqRel: publishes this result's slot, and those of the results in the sums already, to the Acquire in
            // `tally` and `record`, and here to the one that comes later.
            // Relaxed: a lost race is decided again.
            match self.totals.compare_exchange_weak(seen, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return Some(Sums(next)),
                Err(newer) => seen = newer,
            }
        }
    }

    pub(super) fn tally(&self, period: Period) -> Tally {
        // Acquire: observes the slots of all results in the sums (the Release in `apply`), for `held`.
        let sums = Sums(self.totals.load(Ordering::Acquire));
        if sums.are_of(period) { sums.tally() } else { Tally::default() }
    }

    /// The same by the slots, after a look at the sums. From the newest to the oldest, against the direction in which
    /// results come, so that it meets those that come meanwhile once and sees the window of that moment.
    pub(super) fn held(&self, period: Period, size: u32) -> Tally {
        // Relaxed: where to begin; a result that comes meanwhile is met on the way.
        let next = self.next.0.load(Ordering::Relaxed);
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

fn lap_of(slot: u32) -> u64 {
    low(u64::from(slot) >> SLOT_RESULT, LAP)
}

fn class_of(slot: u32) -> usize {
    (slot & (TAKEN - 1)) as usize
}

/// What a result is in its slot.
fn word((period, lap): (Period, u64), class: usize) -> u32 {
    let told = if class == FINE { 0 } else { low(lap, LAP) };
    #[expect(clippy::cast_possible_truncation, reason = "21 bits, eight and three")]
    let word = (period.low(SLOT_PERIOD) << (LAP + SLOT_RESULT) | told << SLOT_RESULT) as u32 | TAKEN | class as u32;
    word
}

/// Makes a fine result of a failure that left the window long ago; gives by how much the sums are less. Else those to come
/// would take it for newer than they are, and leave it there.
#[cold]
fn take_back(slot: &AtomicU32, at: (Period, u64), class: usize) -> i64 {
    let (mine, fine) = (word(at, class), word(at, FINE));
    // AcqRel: as in `exchange`.
    // Relaxed: another has replaced it.
    match slot.compare_exchange(mine, fine, Ordering::AcqRel, Ordering::Relaxed) {
        Ok(_) => value(class) - value(FINE),
        Err(_) => 0,
    }
}

/// Puts a result into a slot; gives by how much the sums change. `None` if the slot is of a newer period.
fn exchange(slot: &AtomicU32, (period, lap): (Period, u64), class: usize) -> Option<i64> {
    let next = word((period, lap), class);
    let (mine, lap) = (period.low(SLOT_PERIOD), low(lap, LAP));
    // Relaxed: the exchange decides, or there is none.
    let mut seen = slot.load(Ordering::Relaxed);
    loop {
        let left = match steps(period_of(seen), mine, SLOT_PERIOD) {
            0 if seen == next => return Some(0),
            0 if seen & TAKEN == 0 => 0,
            0 if class_of(seen) != FINE && steps(lap_of(seen), lap, LAP) < 0 => return Some(0),
            0 => value(class_of(seen)),
            age if age > 0 => 0,
            _ => return None,
        };
        // AcqRel: who takes a failure out of the slot does so after it was put into the sums.
        // Relaxed: a lost race is decided again.
        match slot.compare_exchange_weak(seen, next, Ordering::AcqRel, Ordering::Relaxed) {
            Ok(_) => return Some(value(class) - left),
            Err(newer) => seen = newer,
        }
    }
}

/// What one result of this class adds to the sums.
fn value(class: usize) -> i64 {
    let is = |bit: usize| i64::from(class & bit != 0);
    CALL + is(1) * FAILURE + is(2) * SLOW
}

/// The sums of a window at one moment, as its word has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums(u64);

impl Sums {
    fn are_of(self, period: Period) -> bool {
        self.0 >> SUMS == period.low(PERIOD)
    }

    /// Whether they are those of a whole window of results that neither failed nor were slow.
    fn are_all_fine(self, period: Period, size: u32) -> bool {
        self.0 == period.low(PERIOD) << SUMS | u64::from(size)
    }

    pub(super) fn tally(self) -> Tally {
        let field = |number: u32| low(self.0 >> (number * FIELD), FIELD);
        let calls = field(0);
        // Those that are in no slot yet are in no call either.
        Tally { calls, failures: field(1).min(calls), slow: field(2).min(calls), slow_under_way: 0 }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::thread;

    use super::*;
    use crate::sync::{StaticOrdering, StaticU32};

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
    fn what_is_in_the_sums_and_in_no_slot_yet_is_no_call() {
        let calls = Calls::default();
        assert!(calls.apply(period(0), value(3) - value(0)).is_some());
        assert_eq!(seen(&calls, 0), (0, 0, 0));
        assert!(calls.apply(period(0), value(0)).is_some());
        assert_eq!(seen(&calls, 0), (1, 1, 1));
    }

    #[test]
    fn a_fine_result_in_a_window_of_fine_ones_takes_no_number() {
        let calls = Calls::default();
        let numbers = |class, expected| {
            assert!(calls.record(period(0), 3, class).is_some());
            // Relaxed: one thread.
            assert_eq!(calls.next.0.load(Ordering::Relaxed), expected);
        };
        for (class, expected) in [(0, 1), (0, 2), (0, 3), (0, 3), (1, 4), (0, 5), (0, 6), (0, 7), (0, 7), (2, 8)] {
            numbers(class, expected);
        }
        assert_eq!(seen(&calls, 0), (3, 0, 1));
        assert!(calls.record(period(1), 3, 0).is_some(), "a window of another period is not full");
        assert_eq!(seen(&calls, 1), (1, 0, 0));
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
    fn a_result_that_was_passed_by_replaces_no_failure() {
        let slot = AtomicU32::new(0);
        assert_eq!(exchange(&slot, (period(0), 256), 1), Some(value(1)));
        assert_eq!(exchange(&slot, (period(0), 255), 3), Some(0));
        assert_eq!(exchange(&slot, (period(0), 255), 0), Some(0));
        assert_eq!(exchange(&slot, (period(0), 257), 0), Some(value(0) - value(1)));
    }

    #[test]
    fn a_fine_result_leaves_the_slot_of_a_fine_one_as_it_is() {
        let slot = AtomicU32::new(0);
        // Relaxed: one thread.
        let word = || slot.load(Ordering::Relaxed);
        assert_eq!(exchange(&slot, (period(0), 1), 0), Some(value(0)));
        let before = word();
        assert_eq!(exchange(&slot, (period(0), 2), 0), Some(0));
        assert_eq!(word(), before);
        assert_eq!(exchange(&slot, (period(0), 1), 1), Some(value(1) - value(0)), "whose lap is not known");
        assert_eq!(exchange(&slot, (period(1), 3), 0), Some(value(0)), "another period, so another word");
    }

    #[test]
    fn the_widest_window_fits() {
        let calls = Calls::default();
        for _ in 0..200_000 {
            assert!(calls.record(period(0), 65_535, 3).is_some());
        }
        assert_eq!(seen(&calls, 0), (65_535, 65_535, 65_535));
    }

    #[test]
    fn after_many_threads_the_sums_are_what_the_slots_hold() {
        const RESULTS: u32 = 20_000;
        for size in [1, 2, 3, 100] {
            for failed_of in [2, 100] {
                let calls = Calls::default();
                let body = |seed| {
                    let mut random = fastrand::Rng::with_seed(seed);
                    for _ in 0..RESULTS {
                        let class = if random.u32(..failed_of) == 0 { random.usize(1..4) } else { FINE };
                        assert!(calls.record(period(0), size, class).is_some());
                    }
                };
                thread::scope(|scope| (0..4).for_each(|seed| drop(scope.spawn(move || body(seed)))));
                let held = calls.held(period(0), size);
                assert_eq!((held.calls, held), (size.into(), calls.tally(period(0))));
                for _ in 0..size {
                    assert!(calls.record(period(0), size, FINE).is_some());
                }
                assert_eq!(seen(&calls, 0), (size.into(), 0, 0));
            }
        }
    }

    #[test]
    fn after_many_threads_and_periods_the_last_one_is_alone_in_the_window() {
        for size in [1, 2, 3, 100] {
            let calls = Calls::default();
            let now = StaticU32::new(0);
            let body = |seed| {
                let mut random = fastrand::Rng::with_seed(seed);
                for _ in 0..20_000 {
                    // Relaxed: any period will do.
                    let number = now.fetch_add(u32::from(random.u8(..50) == 0), StaticOrdering::Relaxed);
                    let _ = calls.record(period(number), size, random.usize(..4));
                }
            };
            thread::scope(|scope| (0..4).for_each(|seed| drop(scope.spawn(move || body(seed)))));
            // Relaxed: the threads have been joined.
            let last = now.load(StaticOrdering::Relaxed);
            for class in (0..size).map(|number| usize::from(number % 2 == 0)) {
                assert!(calls.record(period(last + 1), size, class).is_some());
            }
            assert_eq!(seen(&calls, last + 1), (size.into(), size.div_ceil(2).into(), 0));
            assert_eq!(calls.held(period(last + 1), size), calls.tally(period(last + 1)));
        }
    }
}
