//! Tags: which period, and which slice of time, a count belongs to.
//!
//! ```text
//!  63      52 51        26 25      0
//! ┌──────────┬────────────┬─────────┐
//! │  period  │   slice    │  count  │
//! └──────────┴────────────┴─────────┘
//! ```
//!
//! A period of the window begins with every transition and every change of the window's form, so its number is the sum of
//! the two counts. Numbers only grow, modulo their width, and are compared as if they never wrapped.

/// The bits of a count; above them is its tag.
pub(super) const COUNT: u32 = 26;
const SLICE: u32 = 26;
const PERIOD: u32 = 64 - SLICE - COUNT;

/// The tag of a slice of a period.
pub(super) const fn tag(period: Period, slice: u64) -> u64 {
    period.low(PERIOD) << SLICE | low(slice, SLICE)
}

/// By how many periods, and slices, the word is older.
pub(super) const fn age(word: u64, period: Period, slice: u64) -> (i64, i64) {
    let periods = steps(word >> (SLICE + COUNT), period.low(PERIOD), PERIOD);
    (periods, steps(low(word >> COUNT, SLICE), low(slice, SLICE), SLICE))
}

/// The number of a window's period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period(u32);

impl Period {
    /// `reshaped` counts the changes of the window's form.
    pub(super) const fn new(generation: u32, reshaped: u32) -> Self {
        Self(generation.wrapping_add(reshaped))
    }

    /// Its lowest bits.
    pub(super) const fn low(self, bits: u32) -> u64 {
        low(self.0 as u64, bits)
    }
}

pub(super) const fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}

/// How many steps `to` is after `from`, both of so many bits: negative if it is before.
pub(super) const fn steps(from: u64, to: u64, bits: u32) -> i64 {
    signed(to.wrapping_sub(from), bits)
}

/// The lowest bits as a signed number.
#[expect(clippy::cast_possible_wrap, reason = "the bits are read as two's complement")]
pub(super) const fn signed(number: u64, bits: u32) -> i64 {
    ((number << (64 - bits)) as i64) >> (64 - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_across_the_wrap() {
        assert_eq!(steps(4095, 0, 12), 1);
        assert_eq!(steps(0, 4095, 12), -1);
        assert_eq!(steps(7, 7, 12), 0);
        assert_eq!((signed(0b111, 3), signed(0b011, 3), signed(0b1_010, 3)), (-1, 3, 2));
    }

    #[test]
    fn each_transition_and_each_new_form_is_a_period_of_its_own() {
        assert_ne!(Period::new(3, 0), Period::new(3, 1));
        assert_eq!(Period::new(u32::MAX, 1).low(13), 0);
    }
}
