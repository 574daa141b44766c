//! What a breaker is told: numbers with their limits, refused where they are set and not where they are used.
//!
//! The setters are `const`, so that a call site checks the constants of its attribute while it is compiled.

use std::fmt;
use std::time::Duration;

use crate::backoff::Backoff;
use crate::clock::nanos;

/// The settings of one circuit breaker.
///
/// | setting | default | range |
/// | --- | --- | --- |
/// | `threshold` | 5 failures | 1 to 268 435 455 |
/// | `timeout` | 60 s | above zero |
/// | `half_open_calls` | 1 | 1 to 65 535 |
/// | `success_threshold` | 1 | 1 to 65 535 |
/// | `probe_lease` | the timeout | above zero |
/// | `respect_retry_after` | off | above zero |
/// | `backoff` | fixed | see [`Backoff`] |
///
/// Five and a minute are the customary defaults of consecutive-failure breakers: few enough to notice an outage at
/// once, many enough to overlook a hiccup, and a minute in which a database can restart.
///
/// ```
/// use std::time::Duration;
/// use ewrap::Config;
///
/// let config = Config::builder().threshold(3).timeout(Duration::from_secs(10)).build()?;
/// assert_eq!((config.threshold(), config.half_open_calls()), (3, 1));
///
/// let error = Config::builder().threshold(0).build().unwrap_err();
/// assert_eq!(error.to_string(), "threshold of 0 is too small (at least 1)");
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    threshold: u32,
    timeout: Duration,
    half_open_calls: u32,
    success_threshold: u32,
    probe_lease: Option<Duration>,
    longest_retry_after: Option<Duration>,
    backoff: Backoff,
}

/// The most failures a run can count.
const MAX_THRESHOLD: u32 = (1 << 28) - 1;
const MAX_CALLS: u32 = u16::MAX as u32;

impl Config {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        threshold: 5,
        timeout: Duration::from_secs(60),
        half_open_calls: 1,
        success_threshold: 1,
        probe_lease: None,
        longest_retry_after: None,
        backoff: Backoff::FIXED,
    };

    /// A builder that begins with the defaults.
    pub const fn builder() -> ConfigBuilder {
        ConfigBuilder { config: Self::DEFAULT, error: None }
    }

    /// A builder that begins with these settings.
    pub const fn to_builder(self) -> ConfigBuilder {
        ConfigBuilder { config: self, error: None }
    }

    /// Consecutive failures that open the circuit.
    #[must_use]
    pub const fn threshold(&self) -> u32 {
        self.threshold
    }

    /// How long an open circuit rejects before it lets a probe through.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Probes at a time while the circuit is half-open.
    #[must_use]
    pub const fn half_open_calls(&self) -> u32 {
        self.half_open_calls
    }

    /// Successful probes that close the circuit.
    #[must_use]
    pub const fn success_threshold(&self) -> u32 {
        self.success_threshold
    }

    /// How long a probe that does not report may hold its slot.
    #[must_use]
    pub const fn probe_lease(&self) -> Duration {
        match self.probe_lease {
            Some(lease) => lease,
            None => self.timeout,
        }
    }

    /// Up to which length the `retry_after` of the error that opens the circuit lengthens its timeout; `None` if it does
    /// not.
    #[must_use]
    pub const fn longest_retry_after(&self) -> Option<Duration> {
        self.longest_retry_after
    }

    /// How the timeout grows while the circuit opens again and again.
    #[must_use]
    pub const fn backoff(&self) -> Backoff {
        self.backoff
    }

    /// How long opening `number` since the circuit was closed lasts, if the error that opens it asks for so many
    /// nanoseconds.
    pub(crate) fn open_nanos(&self, number: u32, asked: u64, random: impl FnOnce() -> u64) -> u64 {
        let random = if self.backoff == Backoff::FIXED { 0 } else { random() };
        let longest = self.longest_retry_after.map_or(0, nanos);
        self.backoff.nanos(self.timeout, number, random).max(asked.min(longest))
    }

    pub(crate) const fn lease_nanos(&self) -> u64 {
        nanos(self.probe_lease())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The settings in the words of the attribute, as conflicts and logs show them.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "threshold = {}, timeout = {:?}, half_open_calls = {}, success_threshold = {}, probe_lease = {:?}",
            self.threshold,
            self.timeout,
            self.half_open_calls,
            self.success_threshold,
            self.probe_lease(),
        )?;
        self.longest_retry_after.map_or(Ok(()), |longest| write!(f, ", respect_retry_after = {longest:?}"))?;
        if self.backoff == Backoff::FIXED { Ok(()) } else { write!(f, ", backoff = {}", self.backoff) }
    }
}

/// Collects settings; [`build`](Self::build) refuses the first one out of its range.
#[derive(Debug, Clone, Copy)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    config: Config,
    error: Option<ConfigError>,
}

impl ConfigBuilder {
    /// Consecutive failures that open the circuit (default 5).
    pub const fn threshold(mut self, failures: u32) -> Self {
        self.config.threshold = failures;
        self.check_count("threshold", failures, MAX_THRESHOLD)
    }

    /// How long an open circuit rejects before it lets a probe through (default 60 s). Lengths beyond 584 years mean
    /// "until somebody closes it".
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = timeout;
        self.check_duration("timeout", timeout)
    }

    /// Probes at a time while the circuit is half-open (default 1).
    pub const fn half_open_calls(mut self, calls: u32) -> Self {
        self.config.half_open_calls = calls;
        self.check_count("half_open_calls", calls, MAX_CALLS)
    }

    /// Successful probes that close the circuit (default 1). It may exceed `half_open_calls`: slots are used again.
    pub const fn success_threshold(mut self, successes: u32) -> Self {
        self.config.success_threshold = successes;
        self.check_count("success_threshold", successes, MAX_CALLS)
    }

    /// How long a probe that does not report may hold its slot (default: the timeout).
    pub const fn probe_lease(mut self, lease: Duration) -> Self {
        self.config.probe_lease = Some(lease);
        self.check_duration("probe_lease", lease)
    }

    /// Lets an error that opens the circuit, or opens it again, lengthen the timeout for that time to its own
    /// [`retry_after`](crate::meta::retry_after), up to `longest` (default: it does not). The dependency knows best when it
    /// wants to be asked again, and an absurd answer does not close the door for ever. Never shortens the timeout.
    pub const fn respect_retry_after(mut self, longest: Duration) -> Self {
        self.config.longest_retry_after = Some(longest);
        self.check_duration("respect_retry_after", longest)
    }

    /// How the timeout grows while the circuit opens again and again without having closed (default: it does not).
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.config.backoff = backoff;
        match backoff.check() {
            Ok(()) => self,
            Err(error) => self.refuse(error),
        }
    }

    /// The settings.
    ///
    /// # Errors
    ///
    /// If a setting is outside the range in the table of [`Config`]; of several, the first that was set.
    pub const fn build(self) -> Result<Config, ConfigError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.config),
        }
    }

    const fn check_count(self, setting: &'static str, value: u32, max: u32) -> Self {
        if value == 0 {
            self.refuse(ConfigError(Flaw::Small(setting)))
        } else if value > max {
            self.refuse(ConfigError(Flaw::Large { setting, value, max }))
        } else {
            self
        }
    }

    const fn check_duration(self, setting: &'static str, value: Duration) -> Self {
        if value.is_zero() { self.refuse(ConfigError(Flaw::Short(setting))) } else { self }
    }

    const fn refuse(mut self, error: ConfigError) -> Self {
        if self.error.is_none() {
            self.error = Some(error);
        }
        self
    }
}

/// A setting outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfigError(pub(crate) Flaw);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The bits of a factor.
    Factor(u64),
    Jitter,
    Small(&'static str),
    Large {
        setting: &'static str,
        value: u32,
        max: u32,
    },
    Short(&'static str),
}

impl ConfigError {
    /// The name of the setting.
    #[must_use]
    pub const fn setting(&self) -> &'static str {
        match self.0 {
            Flaw::Factor(_) | Flaw::Jitter => "backoff",
            Flaw::Small(setting) | Flaw::Large { setting, .. } | Flaw::Short(setting) => setting,
        }
    }

    /// Stops the compilation of a call site whose constant is out of range.
    #[track_caller]
    pub(crate) const fn refuse_to_compile(self) -> ! {
        match self.0 {
            Flaw::Factor(_) | Flaw::Jitter => panic!("the backoff of this circuit breaker is out of range"),
            Flaw::Small(_) => panic!("a count of this circuit breaker is 0 (at least 1)"),
            Flaw::Large { .. } => panic!(
                "a count of this circuit breaker is too large (threshold: at most 268435455, half_open_calls and success_threshold: at most 65535)"
            ),
            Flaw::Short(_) => panic!("the timeout of this circuit breaker is zero (above 0 ns)"),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Flaw::Factor(bits) => {
                write!(f, "backoff factor of {} is out of range (from 1 to 1000)", f64::from_bits(bits))
            }
            Flaw::Jitter => f.write_str("backoff jitter is out of range (from 0 to 1)"),
            Flaw::Small(setting) => write!(f, "{setting} of 0 is too small (at least 1)"),
            Flaw::Large { setting, value, max } => {
                write!(f, "{setting} of {value} is too large (at most {max})")
            }
            Flaw::Short(setting) => write!(f, "{setting} of 0 ns is too short (at least 1 ns)"),
        }
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_refused_just_outside_its_range() {
        let refusals = [
            (Config::builder().threshold(0), "threshold of 0 is too small (at least 1)"),
            (Config::builder().threshold(MAX_THRESHOLD + 1), "threshold of 268435456 is too large (at most 268435455)"),
            (Config::builder().timeout(Duration::ZERO), "timeout of 0 ns is too short (at least 1 ns)"),
            (Config::builder().half_open_calls(0), "half_open_calls of 0 is too small (at least 1)"),
            (Config::builder().success_threshold(65_536), "success_threshold of 65536 is too large (at most 65535)"),
            (Config::builder().probe_lease(Duration::ZERO), "probe_lease of 0 ns is too short (at least 1 ns)"),
        ];
        for (builder, text) in refusals {
            assert_eq!(builder.build().unwrap_err().to_string(), text);
        }
        let widest = Config::builder()
            .threshold(MAX_THRESHOLD)
            .timeout(Duration::MAX)
            .half_open_calls(MAX_CALLS)
            .success_threshold(MAX_CALLS)
            .probe_lease(Duration::from_nanos(1))
            .build();
        assert!(widest.is_ok());
    }

    #[test]
    fn the_first_refusal_is_kept() {
        let error = Config::builder().half_open_calls(0).threshold(0).threshold(1).build().unwrap_err();
        assert_eq!(error.setting(), "half_open_calls");
    }
}
