//! What a breaker is told: numbers with their limits, refused where they are set and not where they are used.
//!
//! The setters are `const`, so that a call site checks the constants of its attribute while it is compiled.

mod builder;
mod error;
mod length;
mod shown;
mod window;

use std::num::NonZeroU32;
use std::time::Duration;

pub use self::builder::ConfigBuilder;
pub use self::error::ConfigError;
pub(crate) use self::error::Flaw;
use self::length::Length;
pub use self::window::Window;
pub(crate) use self::window::{Rate, Span};
use crate::backoff::Backoff;
use crate::clock::nanos;

/// The settings of one circuit breaker.
///
/// When a closed circuit opens (the first rule that is met does it):
///
/// | setting | default | range |
/// | --- | --- | --- |
/// | `threshold`: failures in a row | 5; off if a rule below is on | 1 to 268 435 455 |
/// | `failure_rate`: share of failures in the window | off | above 0, up to 1 |
/// | `failure_count`: failures in the window | off | 1 to 65 535; not above the window |
/// | `slow_rate`: share of slow calls in the window | off | above 0, up to 1 |
/// | `slow_call`: a call that took longer is slow | none | above zero |
/// | `window`: what the rules look at | 100 calls | see [`Window`] |
/// | `min_calls`: results below which no rate is judged | 10, or the window; 1 without a rate | 1 to 65 535; not above the window |
/// | `warm_up`: from its making, a time in which nothing opens it | none | above zero |
/// | `error_free_reset`: a run of failures ends by so much time without one | none | above zero |
/// | `lumping`: failures within this time after a counted one are not counted | none | above zero |
///
/// How long it stays open, and how it closes:
///
/// | setting | default | range |
/// | --- | --- | --- |
/// | `timeout` | 60 s | above zero |
/// | `backoff` | fixed | see [`Backoff`] |
/// | `respect_retry_after` | off | above zero |
/// | `half_open_calls`: probes at a time | 1 | 1 to 65 535 |
/// | `success_threshold`: successful probes that close it | 1 | 1 to 65 535 |
/// | `half_open_failures`: failed probes that open it again | 1 | 1 to 65 535 |
/// | `half_open_sample`: probes to judge by instead | off | 1 to 65 535 |
/// | `half_open_limit`: the longest time in half-open | none | above zero |
/// | `probe_lease` | the timeout | above zero |
/// | `ramp`: after that, a time in which a growing share of calls is admitted | none | above zero |
/// | `max_keys`: circuits that [`keyed`](crate::CircuitBreaker::keyed) keeps | 10 000 | 1 to 16 777 215 |
///
/// Times are taken to the nanosecond by a clock of your own. By the system's, on Linux, those of a policy whose times are all
/// a second or longer are taken to the kernel's tick (1 to 10 ms), which costs a third; the open timeout is exact in any
/// case.
///
/// Five and a minute are the customary defaults of consecutive-failure breakers: few enough to notice an outage at
/// once, many enough to overlook a hiccup, and a minute in which a database can restart.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{Config, Window};
///
/// let config = Config::builder().threshold(3).timeout(Duration::from_secs(10)).build()?;
/// assert_eq!((config.threshold(), config.half_open_calls()), (Some(3), 1));
///
/// // Half of at least 20 calls within the last 10 seconds.
/// let window = Window::time(Duration::from_secs(10));
/// let config = Config::builder().failure_rate(0.5).window(window).min_calls(20).build()?;
/// assert_eq!((config.threshold(), config.failure_rate()), (None, Some(0.5)));
///
/// let error = Config::builder().threshold(0).build().unwrap_err();
/// assert_eq!(error.to_string(), "threshold of 0 is too small (at least 1)");
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    threshold: Option<NonZeroU32>,
    failure_rate: Option<Rate>,
    failure_count: Option<NonZeroU32>,
    slow_rate: Option<Rate>,
    slow_call: Option<Length>,
    window: Option<Window>,
    min_calls: Option<NonZeroU32>,
    warm_up: Option<Length>,
    error_free_reset: Option<Length>,
    lumping: Option<Length>,
    timeout: Option<Length>,
    backoff: Backoff,
    longest_retry_after: Option<Length>,
    half_open_calls: u32,
    success_threshold: u32,
    half_open_failures: Option<NonZeroU32>,
    half_open_sample: Option<NonZeroU32>,
    half_open_limit: Option<Length>,
    probe_lease: Option<Length>,
    ramp: Option<Length>,
    max_keys: u32,
    dialect: Dialect,
}

/// Where breakers differ for no other reason than habit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent of each other, each a setting with a name")]
struct Dialect {
    only_ended_calls: bool,
    strictly_above: bool,
    successes_may_open: bool,
    ignored_as_success: bool,
    probes_once: bool,
    automatic_half_open: bool,
    closes_by_time: bool,
    half_open_limit_closes: bool,
}

/// The most failures a run can count.
const MAX_THRESHOLD: u32 = (1 << 28) - 1;
const MAX_CALLS: u32 = u16::MAX as u32;
const MAX_KEYS: u32 = (1 << 24) - 1;

const DEFAULT_THRESHOLD: u32 = 5;
const DEFAULT_MIN_CALLS: u32 = 10;

impl Config {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        threshold: None,
        failure_rate: None,
        failure_count: None,
        slow_rate: None,
        slow_call: None,
        window: None,
        min_calls: None,
        warm_up: None,
        error_free_reset: None,
        lumping: None,
        timeout: Length::new(Duration::from_secs(60)),
        backoff: Backoff::FIXED,
        longest_retry_after: None,
        half_open_calls: 1,
        success_threshold: 1,
        half_open_failures: None,
        half_open_sample: None,
        half_open_limit: None,
        probe_lease: None,
        ramp: None,
        max_keys: 10_000,
        dialect: Dialect {
            only_ended_calls: false,
            strictly_above: false,
            successes_may_open: false,
            ignored_as_success: false,
            probes_once: false,
            automatic_half_open: false,
            closes_by_time: false,
            half_open_limit_closes: false,
        },
    };

    /// A builder that begins with the defaults.
    pub const fn builder() -> ConfigBuilder {
        ConfigBuilder::new(Self::DEFAULT)
    }

    /// A builder that begins with these settings: how one config inherits from another.
    pub const fn to_builder(self) -> ConfigBuilder {
        ConfigBuilder::new(self)
    }

    /// Consecutive failures that open the circuit; `None` if they are not looked at, because rules about the window are.
    #[must_use]
    pub const fn threshold(&self) -> Option<u32> {
        match self.threshold {
            None if !self.looks_at_window() => Some(DEFAULT_THRESHOLD),
            threshold => number(threshold),
        }
    }

    /// The share of failures in the window that opens the circuit.
    #[must_use]
    pub const fn failure_rate(&self) -> Option<f64> {
        Rate::share(self.failure_rate)
    }

    /// The number of failures in the window that opens the circuit.
    #[must_use]
    pub const fn failure_count(&self) -> Option<u32> {
        number(self.failure_count)
    }

    /// The share of slow calls in the window that opens the circuit.
    #[must_use]
    pub const fn slow_rate(&self) -> Option<f64> {
        Rate::share(self.slow_rate)
    }

    /// The time beyond which a call is slow.
    #[must_use]
    pub const fn slow_call(&self) -> Option<Duration> {
        Length::of(self.slow_call)
    }

    /// What the rates and the count are taken over; `None` if there is neither.
    #[must_use]
    pub const fn window(&self) -> Option<Window> {
        match self.window {
            None if self.looks_at_window() => Some(Window::DEFAULT),
            window => window,
        }
    }

    /// Results in the window below which no rate and no count is judged.
    #[must_use]
    pub const fn min_calls(&self) -> u32 {
        if let Some(calls) = self.min_calls {
            return calls.get();
        }
        let has_rate = self.failure_rate.is_some() || self.slow_rate.is_some();
        match self.window() {
            _ if !has_rate => 1,
            Some(Window(Span::Calls(size))) if size < DEFAULT_MIN_CALLS => size,
            _ => DEFAULT_MIN_CALLS,
        }
    }

    /// How long after its making nothing opens the breaker.
    #[must_use]
    pub const fn warm_up(&self) -> Option<Duration> {
        Length::of(self.warm_up)
    }

    /// The time without a failure that ends a run of failures.
    #[must_use]
    pub const fn error_free_reset(&self) -> Option<Duration> {
        Length::of(self.error_free_reset)
    }

    /// The time after a counted failure in which no other one is counted.
    #[must_use]
    pub const fn lumping(&self) -> Option<Duration> {
        Length::of(self.lumping)
    }

    /// How long an open circuit rejects before it lets a probe through.
    #[must_use]
    pub const fn timeout(&self) -> Duration {
        match self.timeout {
            Some(timeout) => timeout.duration(),
            // Refused before it is built.
            None => Duration::ZERO,
        }
    }

    /// How the timeout grows while the circuit opens again and again.
    #[must_use]
    pub const fn backoff(&self) -> Backoff {
        self.backoff
    }

    /// Up to which length the `retry_after` of the error that opens the circuit lengthens its timeout; `None` if it does
    /// not.
    #[must_use]
    pub const fn longest_retry_after(&self) -> Option<Duration> {
        Length::of(self.longest_retry_after)
    }

    /// Probes at a time while the circuit is half-open; all its probes, if [`probes_once`](Self::probes_once) is set.
    #[must_use]
    pub const fn half_open_calls(&self) -> u32 {
        self.half_open_calls
    }

    /// Successful probes that close the circuit.
    #[must_use]
    pub const fn success_threshold(&self) -> u32 {
        self.success_threshold
    }

    /// Failed probes that open the circuit again.
    #[must_use]
    pub const fn half_open_failures(&self) -> u32 {
        match self.half_open_failures {
            Some(failures) => failures.get(),
            None => 1,
        }
    }

    /// Probes by whose results half-open is judged, instead of by the first that reach a threshold.
    #[must_use]
    pub const fn half_open_sample(&self) -> Option<u32> {
        number(self.half_open_sample)
    }

    /// The longest time the circuit stays half-open.
    #[must_use]
    pub const fn half_open_limit(&self) -> Option<Duration> {
        Length::of(self.half_open_limit)
    }

    /// How long a probe that does not report may hold its slot.
    #[must_use]
    pub const fn probe_lease(&self) -> Duration {
        match self.probe_lease {
            Some(lease) => lease.duration(),
            None => self.timeout(),
        }
    }

    /// How long, after the circuit has closed, only a growing share of the calls is admitted.
    #[must_use]
    pub const fn ramp(&self) -> Option<Duration> {
        Length::of(self.ramp)
    }

    /// How many circuits [`keyed`](crate::CircuitBreaker::keyed) keeps.
    #[must_use]
    pub const fn max_keys(&self) -> u32 {
        self.max_keys
    }

    /// Whether a call is slow when it ends only, and not while it is under way.
    #[must_use]
    pub const fn only_ended_calls(&self) -> bool {
        self.dialect.only_ended_calls
    }

    /// Whether a rate has to be exceeded, and not only reached.
    #[must_use]
    pub const fn strictly_above(&self) -> bool {
        self.dialect.strictly_above
    }

    /// Whether a success may open the circuit, because it makes the calls enough to judge a rate by.
    #[must_use]
    pub const fn successes_may_open(&self) -> bool {
        self.dialect.successes_may_open
    }

    /// Whether an ignored result is a success to the rules.
    #[must_use]
    pub const fn ignored_as_success(&self) -> bool {
        self.dialect.ignored_as_success
    }

    /// Whether a probe's slot is used once in a half-open period.
    #[must_use]
    pub const fn probes_once(&self) -> bool {
        self.dialect.probes_once
    }

    /// Whether the circuit becomes half-open by itself.
    #[must_use]
    pub const fn automatic_half_open(&self) -> bool {
        self.dialect.automatic_half_open
    }

    /// Whether the circuit closes when its timeout has passed, without a probe.
    #[must_use]
    pub const fn closes_by_time(&self) -> bool {
        self.dialect.closes_by_time
    }

    /// Whether the circuit closes when the longest time in half-open has passed.
    #[must_use]
    pub const fn half_open_limit_closes(&self) -> bool {
        self.dialect.half_open_limit_closes
    }

    const fn looks_at_window(&self) -> bool {
        self.failure_rate.is_some() || self.failure_count.is_some() || self.slow_rate.is_some()
    }

    /// Whether half-open is judged by the rates over its sample.
    pub(crate) const fn judges_probes_by_rate(&self) -> bool {
        let has_rate = self.failure_rate.is_some() || self.slow_rate.is_some();
        self.half_open_sample.is_some() && self.half_open_failures.is_none() && has_rate
    }

    pub(crate) const fn rates(&self) -> (Option<Rate>, Option<Rate>) {
        (self.failure_rate, self.slow_rate)
    }

    /// How long opening `number` since the circuit was closed lasts, if the error that opens it asks for so many
    /// nanoseconds.
    pub(crate) fn open_nanos(&self, number: u32, asked: u64, random: impl FnOnce() -> u64) -> u64 {
        let random = if self.backoff == Backoff::FIXED { 0 } else { random() };
        self.backoff.nanos(self.timeout(), number, random).max(self.respected(asked))
    }

    /// What is respected of that.
    pub(crate) fn respected(&self, asked: u64) -> u64 {
        asked.min(self.longest_retry_after().map_or(0, nanos))
    }

    pub(crate) const fn lease_nanos(&self) -> u64 {
        nanos(self.probe_lease())
    }
}

const fn number(number: Option<NonZeroU32>) -> Option<u32> {
    match number {
        Some(number) => Some(number.get()),
        None => None,
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::DEFAULT
    }
}
