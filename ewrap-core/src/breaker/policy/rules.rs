//! What a tally means.
//!
//! Pure: the tally and the rules in, the rule that is met out.

use crate::config::Rate;

/// What is in a window.
///
/// ```
/// use ewrap::{CircuitBreaker, Config, Window};
///
/// let config = Config::builder().failure_rate(0.5).window(Window::calls(4)).build()?;
/// let breaker = CircuitBreaker::builder("db").config(config).build();
/// breaker.record_success();
/// breaker.record_failure();
/// let window = breaker.snapshot().window.unwrap();
/// assert_eq!((window.calls, window.failures, window.failure_rate()), (2, 1, Some(0.5)));
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Results: successes and failures.
    pub calls: u64,
    /// Failures.
    pub failures: u64,
    /// Slow results, failed or not.
    pub slow: u64,
    /// Calls that are slow already and have no result yet; looked at if there is a slow rate.
    pub slow_under_way: u64,
}

/// A rule about the window that is met, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met {
    FailureRate(Tally),
    FailureCount(Tally),
    SlowRate(Tally),
}

/// The rules about a window; a rate of zero bits and a count of zero are none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) failure_rate: u64,
    pub(crate) slow_rate: u64,
    pub(crate) failure_count: u32,
    pub(crate) min_calls: u32,
    pub(crate) strictly_above: bool,
}

impl Rules {
    /// The first rule that is met.
    pub(crate) fn met(&self, tally: Tally) -> Option<Met> {
        let calls = tally.calls;
        let is_enough = calls >= u64::from(self.min_calls);
        if is_enough && self.failure_count != 0 && tally.failures >= u64::from(self.failure_count) {
            return Some(Met::FailureCount(tally));
        }
        if is_enough && self.reaches(tally.failures, calls, self.failure_rate) {
            return Some(Met::FailureRate(tally));
        }
        self.met_by_slow_calls(tally)
    }

    /// The rule about slow calls, if it is met.
    pub(crate) fn met_by_slow_calls(&self, tally: Tally) -> Option<Met> {
        let (slow, calls) = (tally.slow + tally.slow_under_way, tally.calls + tally.slow_under_way);
        let is_slow = calls >= u64::from(self.min_calls) && self.reaches(slow, calls, self.slow_rate);
        is_slow.then_some(Met::SlowRate(tally))
    }

    fn reaches(&self, part: u64, whole: u64, rate: u64) -> bool {
        if rate == 0 || whole == 0 {
            return false;
        }
        let (share, rate) = (share(part, whole), f64::from_bits(rate));
        share > rate || share >= rate && !self.strictly_above
    }
}

/// Whether this part of so many probes meets a rate.
pub(crate) fn reaches(part: u32, whole: u32, rate: Option<Rate>, strictly_above: bool) -> bool {
    let rules = Rules { failure_rate: 0, slow_rate: 0, failure_count: 0, min_calls: 1, strictly_above };
    rules.reaches(part.into(), whole.into(), Rate::bits(rate))
}

#[expect(clippy::cast_precision_loss, reason = "counts below 2^53")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

impl Tally {
    /// The share of failures; `None` if nothing is in the window.
    #[must_use]
    pub fn failure_rate(&self) -> Option<f64> {
        (self.calls != 0).then(|| share(self.failures, self.calls))
    }

    /// The share of slow calls, those under way among them.
    #[must_use]
    pub fn slow_rate(&self) -> Option<f64> {
        let calls = self.calls + self.slow_under_way;
        (calls != 0).then(|| share(self.slow + self.slow_under_way, calls))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Rules = Rules { failure_rate: 0, slow_rate: 0, failure_count: 0, min_calls: 1, strictly_above: false };

    fn tally(calls: u64, failures: u64, slow: u64, under_way: u64) -> Tally {
        Tally { calls, failures, slow, slow_under_way: under_way }
    }

    #[test]
    fn a_rate_is_met_exactly() {
        for (share, part, of) in
            [(0.3_f64, 3, 10), (0.1, 1, 10), (0.7, 7, 10), (0.29, 29, 100), (0.58, 58, 100), (1.0, 3, 3)]
        {
            let rules = Rules { failure_rate: share.to_bits(), ..NONE };
            assert!(rules.met(tally(of, part, 0, 0)).is_some(), "{part} of {of}");
            assert!(rules.met(tally(of, part - 1, 0, 0)).is_none(), "{} of {of}", part - 1);
            let strict = Rules { strictly_above: true, ..rules };
            assert!(strict.met(tally(of, part, 0, 0)).is_none(), "{part} of {of} is not above");
        }
    }

    #[test]
    fn nothing_is_judged_below_the_minimum() {
        let rules = Rules { failure_rate: 0.5_f64.to_bits(), failure_count: 2, min_calls: 4, ..NONE };
        assert_eq!(rules.met(tally(3, 3, 0, 0)), None);
        assert_eq!(rules.met(tally(4, 4, 0, 0)), Some(Met::FailureCount(tally(4, 4, 0, 0))));
    }

    #[test]
    fn calls_under_way_are_slow_calls_and_nothing_else() {
        let rules = Rules { failure_rate: 0.5_f64.to_bits(), slow_rate: 0.5_f64.to_bits(), min_calls: 4, ..NONE };
        assert_eq!(rules.met(tally(2, 1, 0, 1)), None);
        assert_eq!(rules.met(tally(2, 0, 0, 2)), Some(Met::SlowRate(tally(2, 0, 0, 2))));
        assert_eq!(rules.met(tally(0, 0, 0, 4)), Some(Met::SlowRate(tally(0, 0, 0, 4))));
        assert_eq!(rules.met(tally(3, 3, 0, 1)), None, "too few results for the failure rate");
    }

    #[test]
    fn the_shares_count_what_their_rules_count() {
        let seen = tally(8, 2, 1, 2);
        assert_eq!((seen.failure_rate(), seen.slow_rate()), (Some(0.25), Some(0.3)));
        assert_eq!(tally(0, 0, 0, 0).failure_rate(), None);
    }
}
