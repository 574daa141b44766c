//! The window over time: counts of each twentieth of it, apart for each kind of result.
//!
//! A result adds one to one word of its thread's [stripe](super::stripes). A slice's words are used again when the window has passed it: a
//! word that carries an older slice, or an older period, counts as zero. A result that is older than what its word
//! carries is not counted, since the window has passed it by.

use super::rules::Tally;
use super::stripes::{Spread, Stripes, Writers};
use super::tag::{COUNT, Period, age, low, tag};
use crate::sync::{AtomicU64, Ordering, fence};

/// Slices of a window. A word holds 67 million results of one kind, stripe and slice, and then stops counting.
pub(super) const SLICES: u64 = RING as u64;
#[cfg(not(loom))]
const RING: usize = 20;
#[cfg(loom)]
const RING: usize = 2;

const MOST: u64 = (1 << COUNT) - 1;
const CLASSES: usize = 4;

type Stripe = [[AtomicU64; CLASSES]; RING];

#[derive(Debug)]
pub(super) struct Time {
    stripes: Stripes<Stripe>,
}

impl Time {
    pub(super) fn new(spread: Spread) -> Self {
        Self { stripes: Stripes::new(spread) }
    }

    pub(super) fn make_room(&self) {
        self.stripes.make_room();
    }

    /// Counts a result; false if its period is over. There is room for it.
    pub(super) fn record(&self, period: Period, slice: u64, class: usize) -> bool {
        let index = usize::try_from(slice % SLICES).unwrap_or_default();
        self.stripes.of_this_thread().is_some_and(|(words, writers)| add(&words[index][class], writers, period, slice))
    }

    /// What the last `slices` slices of this period hold, of which `slice` is the present one.
    pub(super) fn tally(&self, period: Period, slice: u64, slices: u64) -> Tally {
        // SeqCst: of two results that are counted in different words and judged at once, the later of the two fences sees
        // both. The other end is this very fence. It orders stores as it does exchanges: each result is written before its own
        // fence, whose thread reads the words after it.
        fence(Ordering::SeqCst);
        let mut counts = [0; CLASSES];
        for words in self.stripes.iter().flatten() {
            for (count, word) in counts.iter_mut().zip(words) {
                // Relaxed: each word is whole by itself, the fence orders it after the result that is judged, and one
                // that comes meanwhile judges again.
                *count += held(word.load(Ordering::Relaxed), period, slice, slices);
            }
        }
        let [fine, failed, slow, slow_and_failed] = counts;
        let (failures, slow) = (failed + slow_and_failed, slow + slow_and_failed);
        Tally { calls: fine + failures + slow - slow_and_failed, failures, slow, slow_under_way: 0 }
    }
}

/// Adds one to the word; false if it is of a newer period.
fn add(word: &AtomicU64, writers: Writers, period: Period, slice: u64) -> bool {
    // Relaxed: what this thread wrote last, or what the exchange is to find.
    let mut seen = word.load(Ordering::Relaxed);
    loop {
        let count = match age(seen, period, slice) {
            (0, 0) => low(seen, COUNT),
            (0, newer) if newer < 0 => return true,
            (periods, _) if periods < 0 => return false,
            _ => 0,
        };
        let next = tag(period, slice) << COUNT | (count + 1).min(MOST);
        match writers.change(word, seen, next) {
            Ok(()) => return true,
            Err(newer) => seen = newer,
        }
    }
}

fn held(word: u64, period: Period, slice: u64, slices: u64) -> u64 {
    match age(word, period, slice) {
        (0, age) if u64::try_from(age).is_ok_and(|age| age < slices) => low(word, COUNT),
        _ => 0,
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    fn period(number: u32) -> Period {
        Period::new(number, 0)
    }

    fn window(spread: Spread) -> Time {
        let time = Time::new(spread);
        time.make_room();
        time
    }

    fn seen(time: &Time, number: u32, slice: u64) -> (u64, u64, u64) {
        let tally = time.tally(period(number), slice, SLICES);
        (tally.calls, tally.failures, tally.slow)
    }

    #[test]
    fn a_slice_leaves_when_the_window_has_passed_it() {
        let time = window(Spread::WIDE);
        for (slice, class) in [(0, 0), (0, 1), (5, 2), (19, 3)] {
            assert!(time.record(period(0), slice, class));
        }
        assert_eq!(seen(&time, 0, 19), (4, 2, 2));
        assert_eq!(seen(&time, 0, 20), (2, 1, 2));
        assert!(time.record(period(0), 20, 0), "in the words of the slice that has left");
        assert_eq!(seen(&time, 0, 20), (3, 1, 2));
        assert_eq!((seen(&time, 0, 24), seen(&time, 0, 25)), ((3, 1, 2), (2, 1, 1)));
        assert_eq!(seen(&time, 0, 1000), (0, 0, 0), "idle");
    }

    #[test]
    fn another_period_begins_with_nothing_and_the_old_one_is_late() {
        let time = window(Spread::NARROW);
        assert!(time.record(period(0), 3, 1));
        assert!(time.record(period(1), 3, 1));
        assert_eq!((seen(&time, 1, 3), seen(&time, 0, 3)), ((1, 1, 0), (0, 0, 0)));
        assert!(!time.record(period(0), 3, 1));
    }

    #[test]
    fn a_result_that_the_window_has_passed_by_is_not_counted() {
        let time = window(Spread::NARROW);
        assert!(time.record(period(0), 43, 1));
        assert!(time.record(period(0), 3, 1));
        assert_eq!(seen(&time, 0, 43), (1, 1, 0));
    }

    #[test]
    fn a_count_stops_at_its_widest() {
        let word = AtomicU64::new(MOST - 1);
        assert!(add(&word, Writers::This, period(0), 0) && add(&word, Writers::Many, period(0), 0));
        assert_eq!(held(word.into_inner(), period(0), 0, 1), MOST);
    }
}
