//! Who is admitted while the circuit comes back: a share that grows evenly from a tenth to all.
//!
//! Pure. The calls are numbered, and the fractional parts of the multiples of the golden ratio are spread as evenly as
//! any sequence is, so that among any few calls about the right share is admitted.

/// The share in the beginning.
const FIRST: f64 = 0.1;

/// 2⁶⁴ divided by the golden ratio.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The share of calls that is admitted now, of a ramp of this length that ends then.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more bits")]
pub(super) fn share(now: u64, end: u64, length: u64) -> f64 {
    let left = end.saturating_sub(now).min(length) as f64 / length as f64;
    1.0 - (1.0 - FIRST) * left
}

/// The same in whole percents, rounded down.
pub(super) fn percent(now: u64, end: u64, length: u64) -> u8 {
    let left = u128::from(end.saturating_sub(now).min(length));
    100 - u8::try_from((left * 90).div_ceil(length.into())).unwrap_or(90)
}

/// Whether the call of this number is admitted.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more bits")]
pub(super) fn admits(number: u64, share: f64) -> bool {
    let place = number.wrapping_mul(STEP) as f64 / u64::MAX as f64;
    place < share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_grows_evenly_and_stays_between_a_tenth_and_all() {
        let at = |now| format!("{:.3}", share(now, 1000, 900));
        assert_eq!([0, 100, 550, 1000, 2000].map(at), ["0.100", "0.100", "0.550", "1.000", "1.000"]);
        let percent_at = |now| percent(now, 1000, 900);
        assert_eq!([0, 100, 109, 110, 550, 999, 1000, 2000].map(percent_at), [10, 10, 10, 11, 55, 99, 100, 100]);
    }

    #[test]
    fn about_the_right_share_of_any_few_calls_is_admitted() {
        for tenths in 1..=10_u32 {
            let share = f64::from(tenths) / 10.0;
            for first in [0, 1, 17, 12_345] {
                let admitted = (first..first + 100).filter(|number| admits(*number, share)).count();
                assert!(admitted.abs_diff(tenths as usize * 10) <= 3, "{admitted} of 100 at {share}");
            }
            assert!(admits(0, share));
        }
    }
}
