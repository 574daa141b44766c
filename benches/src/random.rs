//! Numbers in no order, for less than the look-up that they feed.

use std::sync::atomic::{AtomicU64, Ordering};

/// A linear congruential generator, with the constants of Knuth's MMIX.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Each begins elsewhere, so that two threads do not ask for the same.
    pub(crate) fn new() -> Self {
        static SEED: AtomicU64 = AtomicU64::new(1);
        // Relaxed: the numbers only need to differ.
        Self(SEED.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed))
    }

    #[inline]
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (((self.0 >> 32) * u64::from(limit)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_below_their_limit_and_reach_all_of_it() {
        let mut random = Random::new();
        let mut drawn = [false; 10];
        (0..1_000).for_each(|_| drawn[random.below(10) as usize] = true);
        assert_eq!(drawn, [true; 10]);
    }
}
