//! How long a circuit stays open, opening after opening.
//!
//! A dependency that fails its probes again and again is asked less and less often. Pure: the number of the opening in, a
//! duration out; what is random comes as an argument. Invariant: no delay is zero, and none is longer than its cap.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::panic::{self, AssertUnwindSafe};
use std::ptr;
use std::sync::OnceLock;
use std::time::Duration;

use crate::clock::nanos;
use crate::config::{ConfigError, Flaw};

/// How the open timeout grows while the circuit opens again and again without having closed.
///
/// The first opening after a closed circuit has number 0 and lasts for the timeout.
///
/// | form | opening `i` lasts |
/// | --- | --- |
/// | `FIXED` | `timeout` |
/// | `exponential(factor, max)` | `timeout · factor^i`, at most `max` |
/// | `linear(max)` | `timeout · (i + 1)`, at most `max` |
/// | `list(delays)` | `delays[i]`, then its last again and again; the timeout is not used |
/// | `function(f)` | `f(i)`; the timeout where that is zero or panics |
///
/// With `jitter(j)` each is multiplied by a number that is drawn evenly from `1 - j` to `1 + j`, so that many processes
/// do not probe at the same moment.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{Backoff, Config};
///
/// let backoff = Backoff::exponential(2.0, Duration::from_secs(600)).jitter(0.1);
/// let config = Config::builder().timeout(Duration::from_secs(30)).backoff(backoff).build()?;
/// assert_eq!(config.backoff(), backoff);
///
/// let error = Config::builder().backoff(Backoff::exponential(0.5, Duration::MAX)).build().unwrap_err();
/// assert_eq!(error.to_string(), "backoff factor of 0.5 is out of range (from 1 to 1000)");
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    form: Form,
    /// In millionths.
    jitter: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Fixed,
    /// The factor by its bits: a config can be compared.
    Exponential(u64, Duration),
    Linear(Duration),
    List(&'static [Duration]),
    Function(Function),
}

#[derive(Clone, Copy)]
struct Function(fn(u32) -> Duration);

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Eq for Function {}

const MILLION: f64 = 1e6;

impl Backoff {
    /// The timeout, every time.
    pub const FIXED: Self = Self::of(Form::Fixed);

    const fn of(form: Form) -> Self {
        Self { form, jitter: 0 }
    }

    /// Multiplied by `factor` (1 to 1000) each time, up to `max`.
    #[must_use]
    pub const fn exponential(factor: f64, max: Duration) -> Self {
        Self::of(Form::Exponential(factor.to_bits(), max))
    }

    /// One timeout more each time, up to `max`.
    #[must_use]
    pub const fn linear(max: Duration) -> Self {
        Self::of(Form::Linear(max))
    }

    /// As listed; the last again and again.
    #[must_use]
    pub const fn list(delays: &'static [Duration]) -> Self {
        Self::of(Form::List(delays))
    }

    /// As the function says for the number of the opening. It is called outside of any lock, and may be called more than
    /// once for one opening.
    #[must_use]
    pub const fn function(delay: fn(u32) -> Duration) -> Self {
        Self::of(Form::Function(Function(delay)))
    }

    /// Spreads each delay evenly by this share of it, 0 to 1 (default 0).
    #[must_use]
    pub const fn jitter(mut self, share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "out of range is refused by the builder"
        )]
        let millionths = (share * MILLION + 0.5) as u32;
        self.jitter = if share >= 0.0 && share <= 1.0 { millionths } else { u32::MAX };
        self
    }

    pub(crate) const fn check(self) -> Result<(), ConfigError> {
        if self.jitter > 1_000_000 {
            return Err(ConfigError(Flaw::Jitter));
        }
        match self.form {
            Form::Exponential(factor, _) if !(f64::from_bits(factor) >= 1.0 && f64::from_bits(factor) <= 1000.0) => {
                Err(ConfigError(Flaw::Factor(factor)))
            }
            Form::Exponential(_, max) | Form::Linear(max) if max.is_zero() => {
                Err(ConfigError(Flaw::Short("backoff max")))
            }
            Form::List(delays) => check_list(delays),
            _ => Ok(()),
        }
    }

    /// Whether the delay is the user's code to say.
    pub(crate) const fn is_function(self) -> bool {
        matches!(self.form, Form::Function(_))
    }

    /// The nanoseconds of opening `number`; `random` is evenly distributed.
    pub(crate) fn nanos(self, timeout: Duration, number: u32, random: u64) -> u64 {
        let (base, cap) = self.base(timeout, number);
        if self.jitter == 0 {
            return nanos(base).max(1);
        }
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more bits")]
        let share = (random >> 11) as f64 / (1_u64 << 53) as f64;
        let spread = 1.0 + f64::from(self.jitter) / MILLION * (2.0 * share - 1.0);
        let spread = Duration::try_from_secs_f64(base.as_secs_f64() * spread).unwrap_or(Duration::MAX);
        nanos(spread.min(cap)).max(1)
    }

    fn base(self, timeout: Duration, number: u32) -> (Duration, Duration) {
        match self.form {
            Form::Fixed => (timeout, Duration::MAX),
            Form::Exponential(factor, max) => {
                let power = f64::from_bits(factor).powi(i32::try_from(number).unwrap_or(i32::MAX));
                let grown = Duration::try_from_secs_f64(timeout.as_secs_f64() * power).unwrap_or(Duration::MAX);
                // A cap below the timeout does not shorten the first opening.
                (if number == 0 { timeout } else { grown.min(max).max(timeout) }, max.max(timeout))
            }
            Form::Linear(max) => {
                let max = max.max(timeout);
                (timeout.saturating_mul(number.saturating_add(1)).min(max), max)
            }
            Form::List(delays) => {
                let last = delays.len().saturating_sub(1);
                let index = usize::try_from(number).map_or(last, |it| it.min(last));
                (delays.get(index).copied().unwrap_or(timeout), Duration::MAX)
            }
            Form::Function(function) => {
                let said = panic::catch_unwind(AssertUnwindSafe(|| function.0(number))).unwrap_or_default();
                (if said.is_zero() { timeout } else { said }, Duration::MAX)
            }
        }
    }
}

const fn check_list(delays: &[Duration]) -> Result<(), ConfigError> {
    if delays.is_empty() {
        return Err(ConfigError(Flaw::Small("backoff list's length")));
    }
    let mut at = 0;
    while at < delays.len() {
        if delays[at].is_zero() {
            return Err(ConfigError(Flaw::Short("backoff delay")));
        }
        at += 1;
    }
    Ok(())
}

/// Evenly distributed, other in every process and for every opening.
pub(crate) fn random(now: u64, generation: u32) -> u64 {
    static SEED: OnceLock<RandomState> = OnceLock::new();
    SEED.get_or_init(RandomState::new).hash_one((now, generation))
}

impl Default for Backoff {
    fn default() -> Self {
        Self::FIXED
    }
}

/// In the words of the attribute.
impl fmt::Display for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            Form::Fixed => f.write_str("fixed"),
            Form::Exponential(factor, max) => {
                write!(f, "exponential(factor = {}, max = {max:?})", f64::from_bits(factor))
            }
            Form::Linear(max) => write!(f, "linear(max = {max:?})"),
            Form::List(delays) => write!(f, "list({delays:?})"),
            Form::Function(_) => f.write_str("function"),
        }?;
        if self.jitter == 0 { Ok(()) } else { write!(f, " with jitter {}", f64::from(self.jitter) / MILLION) }
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);
    const LIST: &[Duration] = &[S, Duration::from_secs(5)];

    fn seconds(backoff: Backoff) -> [u64; 5] {
        [0, 1, 2, 3, 1_000_000].map(|number| backoff.nanos(S * 10, number, 0) / 1_000_000_000)
    }

    #[test]
    fn each_form_grows_as_it_says() {
        assert_eq!(seconds(Backoff::FIXED), [10; 5]);
        assert_eq!(seconds(Backoff::exponential(2.0, S * 60)), [10, 20, 40, 60, 60]);
        assert_eq!(seconds(Backoff::linear(S * 35)), [10, 20, 30, 35, 35]);
        assert_eq!(seconds(Backoff::list(LIST)), [1, 5, 5, 5, 5]);
    }

    #[test]
    fn a_function_is_asked_and_its_panic_is_the_timeout() {
        fn delay(number: u32) -> Duration {
            assert!(number < 2, "no more");
            S * number
        }
        assert_eq!(seconds(Backoff::function(delay)), [10, 1, 10, 10, 10]);
    }

    #[test]
    fn a_cap_below_the_timeout_does_not_shorten_it() {
        assert_eq!(seconds(Backoff::exponential(3.0, S)), [10; 5]);
        assert_eq!(seconds(Backoff::linear(S)), [10; 5]);
    }

    #[test]
    fn no_delay_is_zero_and_none_overflows() {
        assert_eq!(Backoff::exponential(1000.0, Duration::MAX).nanos(S, u32::MAX, 0), u64::MAX);
        assert_eq!(Backoff::linear(Duration::MAX).jitter(1.0).nanos(Duration::MAX, u32::MAX, u64::MAX), u64::MAX);
        assert_eq!(Backoff::FIXED.jitter(1.0).nanos(S, 0, 0), 1);
    }

    #[test]
    fn jitter_spreads_evenly_and_stays_within_its_share() {
        let backoff = Backoff::FIXED.jitter(0.25);
        let draw = |random| backoff.nanos(S * 100, 0, random) / 1_000_000_000;
        assert_eq!([draw(0), draw(u64::MAX / 2), draw(u64::MAX)], [75, 100, 125]);
        let capped = Backoff::exponential(2.0, S * 20).jitter(0.5);
        assert_eq!(capped.nanos(S * 10, 9, u64::MAX), 20_000_000_000, "the cap holds");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |backoff: Backoff| backoff.check().unwrap_err().to_string();
        assert_eq!(refused(Backoff::exponential(0.5, S)), "backoff factor of 0.5 is out of range (from 1 to 1000)");
        assert_eq!(
            refused(Backoff::exponential(f64::NAN, S)),
            "backoff factor of NaN is out of range (from 1 to 1000)"
        );
        assert_eq!(refused(Backoff::FIXED.jitter(1.5)), "backoff jitter is out of range (from 0 to 1)");
        assert_eq!(refused(Backoff::FIXED.jitter(-0.1)), "backoff jitter is out of range (from 0 to 1)");
        assert_eq!(refused(Backoff::linear(Duration::ZERO)), "backoff max of 0 ns is too short (at least 1 ns)");
        assert_eq!(refused(Backoff::list(&[])), "backoff list's length of 0 is too small (at least 1)");
        assert_eq!(refused(Backoff::list(&[S, Duration::ZERO])), "backoff delay of 0 ns is too short (at least 1 ns)");
    }
}
