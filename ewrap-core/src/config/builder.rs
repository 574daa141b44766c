//! The setters, and what they refuse.

use std::num::NonZeroU32;
use std::time::Duration;

use super::error::{ConfigError, Flaw};
use super::length::Length;
use super::window::{Rate, Span, Window};
use super::{Config, MAX_CALLS, MAX_KEYS, MAX_THRESHOLD, number};
use crate::backoff::Backoff;

const MIN_WINDOW: Duration = Duration::from_millis(1);
const MAX_WINDOW: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Collects settings; [`build`](Self::build) refuses the first one out of its range, and settings that contradict each
/// other.
#[derive(Debug, Clone, Copy)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    config: Config,
    error: Option<ConfigError>,
}

/// When a closed circuit opens.
impl ConfigBuilder {
    pub(super) const fn new(config: Config) -> Self {
        Self { config, error: None }
    }

    /// Consecutive failures that open the circuit (default 5, if there is no rule about the window).
    pub const fn threshold(mut self, failures: u32) -> Self {
        self.config.threshold = NonZeroU32::new(failures);
        self.check_count("threshold", failures, MAX_THRESHOLD);
        self
    }

    /// Opens at this share of failures in the window (default: off).
    pub const fn failure_rate(mut self, share: f64) -> Self {
        self.config.failure_rate = Rate::new(share);
        self.check_rate("failure_rate", share, self.config.failure_rate.is_some());
        self
    }

    /// Opens at this number of failures in the window (default: off).
    pub const fn failure_count(mut self, failures: u32) -> Self {
        self.config.failure_count = NonZeroU32::new(failures);
        self.check_count("failure_count", failures, MAX_CALLS);
        self
    }

    /// Opens at this share of slow calls in the window, failed or not (default: off). Needs
    /// [`slow_call`](Self::slow_call).
    pub const fn slow_rate(mut self, share: f64) -> Self {
        self.config.slow_rate = Rate::new(share);
        self.check_rate("slow_rate", share, self.config.slow_rate.is_some());
        self
    }

    /// A call that takes longer is slow. One that is still under way counts as soon as it has taken longer: a dependency
    /// that hangs never answers. Seen to an eighth of this time, when the next call arrives or at a
    /// [`tick`](crate::CircuitBreaker::tick).
    pub const fn slow_call(mut self, longer_than: Duration) -> Self {
        self.config.slow_call = Length::new(longer_than);
        self.check_duration("slow_call", longer_than);
        self
    }

    /// What the rates and the count are taken over (default: the last 100 calls).
    pub const fn window(mut self, window: Window) -> Self {
        self.config.window = Some(window);
        match window.0 {
            Span::Calls(calls) => self.check_count("window", calls, MAX_CALLS),
            Span::Time(span) | Span::Tumbling(span) => self.check_span(span),
        }
        self
    }

    /// Results in the window below which no rate and no count is judged (default: 10 or the size of the window if there
    /// is a rate, else 1).
    pub const fn min_calls(mut self, calls: u32) -> Self {
        self.config.min_calls = NonZeroU32::new(calls);
        self.check_count("min_calls", calls, MAX_CALLS);
        self
    }

    /// A time, from the making of the breaker, in which results are recorded and nothing opens it: caches are cold, and
    /// pools connect. An operator can.
    pub const fn warm_up(mut self, duration: Duration) -> Self {
        self.config.warm_up = Length::new(duration);
        self.check_duration("warm_up", duration);
        self
    }

    /// Ends a run of consecutive failures by time too: a failure that comes later than this after the one before it begins
    /// a new run.
    pub const fn error_free_reset(mut self, duration: Duration) -> Self {
        self.config.error_free_reset = Length::new(duration);
        self.check_duration("error_free_reset", duration);
        self
    }

    /// Takes failures of one moment for one: within this time after a counted failure no other one counts, as if it had
    /// been ignored. So one lost connection that a hundred calls share does not trip.
    pub const fn lumping(mut self, duration: Duration) -> Self {
        self.config.lumping = Length::new(duration);
        self.check_duration("lumping", duration);
        self
    }

    /// Whether a call is looked at when it ends only (default: one that is under way counts as slow as soon as it is). For
    /// calls that are long by nature, such as streams, which end well.
    pub const fn only_ended_calls(mut self, yes: bool) -> Self {
        self.config.dialect.only_ended_calls = yes;
        self
    }

    /// Whether a rate has to be exceeded rather than reached (default: reached).
    pub const fn strictly_above(mut self, yes: bool) -> Self {
        self.config.dialect.strictly_above = yes;
        self
    }

    /// Whether a success may open the circuit, by being the call that makes the failures before it enough to judge
    /// (default: only a failed or slow result does).
    pub const fn successes_may_open(mut self, yes: bool) -> Self {
        self.config.dialect.successes_may_open = yes;
        self
    }

    /// Whether an ignored result is a success to the rules: ends a run, is in the window, lets a probe succeed (default: it
    /// changes nothing). It is counted as ignored in any case.
    pub const fn ignored_as_success(mut self, yes: bool) -> Self {
        self.config.dialect.ignored_as_success = yes;
        self
    }
}

/// How long the circuit stays open, and how it closes.
impl ConfigBuilder {
    /// How long an open circuit rejects before it lets a probe through (default 60 s). Lengths beyond 584 years mean
    /// "until somebody closes it".
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = Length::new(timeout);
        self.check_duration("timeout", timeout);
        self
    }

    /// How the timeout grows while the circuit opens again and again without having closed (default: it does not).
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.config.backoff = backoff;
        if let Err(error) = backoff.check() {
            self.refuse(error);
        }
        self
    }

    /// Lets an error that opens the circuit, or opens it again, lengthen the timeout for that time to its own
    /// [`retry_after`](crate::meta::retry_after), up to `longest` (default: it does not). The dependency knows best when it
    /// wants to be asked again, and an absurd answer does not close the door for ever. Never shortens the timeout.
    pub const fn respect_retry_after(mut self, longest: Duration) -> Self {
        self.config.longest_retry_after = Length::new(longest);
        self.check_duration("respect_retry_after", longest);
        self
    }

    /// Whether the circuit becomes half-open when its timeout has passed, without waiting for a call (default: the next
    /// call makes it so). Time alone calls nobody: [`tick`](crate::CircuitBreaker::tick) does it.
    pub const fn automatic_half_open(mut self, yes: bool) -> Self {
        self.config.dialect.automatic_half_open = yes;
        self
    }

    /// Whether the circuit closes when its timeout has passed, without a probe (default: probes decide).
    pub const fn closes_by_time(mut self, yes: bool) -> Self {
        self.config.dialect.closes_by_time = yes;
        self
    }

    /// Probes at a time while the circuit is half-open (default 1).
    pub const fn half_open_calls(mut self, calls: u32) -> Self {
        self.config.half_open_calls = calls;
        self.check_count("half_open_calls", calls, MAX_CALLS);
        self
    }

    /// Whether `half_open_calls` are all the probes of a half-open period, and not how many may run at once (default: a
    /// slot is used again). A probe that is ignored, cancelled or lost gives its slot back either way.
    pub const fn probes_once(mut self, yes: bool) -> Self {
        self.config.dialect.probes_once = yes;
        self
    }

    /// Successful probes that close the circuit (default 1). It may exceed `half_open_calls`: slots are used again.
    pub const fn success_threshold(mut self, successes: u32) -> Self {
        self.config.success_threshold = successes;
        self.check_count("success_threshold", successes, MAX_CALLS);
        self
    }

    /// Failed probes that open the circuit again (default 1).
    pub const fn half_open_failures(mut self, failures: u32) -> Self {
        self.config.half_open_failures = NonZeroU32::new(failures);
        self.check_count("half_open_failures", failures, MAX_CALLS);
        self
    }

    /// Judges half-open by the results of this many probes: opens if they meet the failure or the slow rate, else
    /// closes. With `half_open_failures` set, or without a rate, it opens at that many failures and closes if there were
    /// fewer. `success_threshold` is not used.
    pub const fn half_open_sample(mut self, probes: u32) -> Self {
        self.config.half_open_sample = NonZeroU32::new(probes);
        self.check_count("half_open_sample", probes, MAX_CALLS);
        self
    }

    /// The longest time in half-open, after which the circuit opens again if nothing has been decided (default: none).
    /// Acts when the next call or result arrives, or at a [`tick`](crate::CircuitBreaker::tick).
    pub const fn half_open_limit(mut self, longest: Duration) -> Self {
        self.config.half_open_limit = Length::new(longest);
        self.check_duration("half_open_limit", longest);
        self
    }

    /// Whether the circuit closes after the longest time in half-open (default: it opens).
    pub const fn half_open_limit_closes(mut self, yes: bool) -> Self {
        self.config.dialect.half_open_limit_closes = yes;
        self
    }

    /// How long a probe that does not report may hold its slot (default: the timeout).
    pub const fn probe_lease(mut self, lease: Duration) -> Self {
        self.config.probe_lease = Length::new(lease);
        self.check_duration("probe_lease", lease);
        self
    }

    /// Admits a share of the calls that grows evenly from a tenth to all of them in this time after the circuit has closed
    /// by itself, so that the herd which waited does not fall upon a dependency that has just come back (default: all at
    /// once). An operator closes it to all calls.
    pub const fn ramp(mut self, duration: Duration) -> Self {
        self.config.ramp = Length::new(duration);
        self.check_duration("ramp", duration);
        self
    }

    /// How many circuits [`keyed`](crate::CircuitBreaker::keyed) keeps (default 10 000).
    pub const fn max_keys(mut self, keys: u32) -> Self {
        self.config.max_keys = keys;
        self.check_count("max_keys", keys, MAX_KEYS);
        self
    }
}

impl ConfigBuilder {
    /// The settings.
    ///
    /// # Errors
    ///
    /// If a setting is outside the range in the table of [`Config`]; of several, the first that was set. If settings
    /// contradict each other: a slow rate without `slow_call`; a window, or `min_calls`, that no rule looks at; `min_calls` or
    /// a count above the window; a budget of probes that cannot close the circuit.
    pub const fn build(self) -> Result<Config, ConfigError> {
        match (self.error, self.contradiction()) {
            (Some(error), _) | (None, Some(error)) => Err(error),
            (None, None) => Ok(self.config),
        }
    }

    const fn contradiction(&self) -> Option<ConfigError> {
        let config = &self.config;
        if config.slow_rate.is_some() && config.slow_call.is_none() {
            return Some(ConfigError(Flaw::Needs { setting: "slow_rate", other: "slow_call" }));
        }
        if !config.looks_at_window() && (config.window.is_some() || config.min_calls.is_some()) {
            let setting = if config.window.is_some() { "window" } else { "min_calls" };
            return Some(ConfigError(Flaw::Needs { setting, other: "failure_rate, failure_count or slow_rate" }));
        }
        match config.window() {
            Some(Window(Span::Calls(calls))) => match above(calls, "min_calls", number(config.min_calls)) {
                None => match above(calls, "failure_count", config.failure_count()) {
                    None => self.starved(),
                    error => error,
                },
                error => error,
            },
            _ => self.starved(),
        }
    }

    /// A budget of probes that may be used up before anything is decided.
    const fn starved(&self) -> Option<ConfigError> {
        let config = &self.config;
        let failures = config.half_open_failures();
        let needed = match config.half_open_sample() {
            Some(sample) => sample,
            None => config.success_threshold.saturating_add(failures.saturating_sub(1)),
        };
        if config.dialect.probes_once && config.half_open_calls < needed {
            return Some(ConfigError(Flaw::Budget { calls: config.half_open_calls, needed }));
        }
        None
    }

    /// The first setting that was refused, by itself.
    pub(crate) const fn refused(&self) -> Option<ConfigError> {
        self.error
    }

    const fn check_count(&mut self, setting: &'static str, value: u32, max: u32) {
        if value == 0 {
            self.refuse(ConfigError(Flaw::Small(setting)));
        } else if value > max {
            self.refuse(ConfigError(Flaw::Large { setting, value, max }));
        }
    }

    const fn check_rate(&mut self, setting: &'static str, share: f64, is_valid: bool) {
        if !is_valid {
            self.refuse(ConfigError(Flaw::Rate { setting, bits: share.to_bits() }));
        }
    }

    const fn check_duration(&mut self, setting: &'static str, value: Duration) {
        if value.is_zero() {
            self.refuse(ConfigError(Flaw::Short(setting)));
        }
    }

    const fn check_span(&mut self, span: Duration) {
        if span.as_nanos() < MIN_WINDOW.as_nanos() || span.as_nanos() > MAX_WINDOW.as_nanos() {
            self.refuse(ConfigError(Flaw::Span(span)));
        }
    }

    const fn refuse(&mut self, error: ConfigError) {
        if self.error.is_none() {
            self.error = Some(error);
        }
    }
}

const fn above(max: u32, setting: &'static str, value: Option<u32>) -> Option<ConfigError> {
    match value {
        Some(value) if value > max => Some(ConfigError(Flaw::AboveWindow { setting, value, max })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    fn refused(builder: ConfigBuilder) -> String {
        builder.build().unwrap_err().to_string()
    }

    #[test]
    fn each_setting_is_refused_just_outside_its_range() {
        let new = Config::builder;
        let refusals = [
            (new().threshold(0), "threshold of 0 is too small (at least 1)"),
            (new().threshold(MAX_THRESHOLD + 1), "threshold of 268435456 is too large (at most 268435455)"),
            (new().failure_rate(0.0), "failure_rate of 0 is out of range (above 0, up to 1)"),
            (new().failure_rate(1.01), "failure_rate of 1.01 is out of range (above 0, up to 1)"),
            (new().slow_rate(f64::NAN), "slow_rate of NaN is out of range (above 0, up to 1)"),
            (new().failure_count(0), "failure_count of 0 is too small (at least 1)"),
            (new().window(Window::calls(0)), "window of 0 is too small (at least 1)"),
            (new().window(Window::calls(65_536)), "window of 65536 is too large (at most 65535)"),
            (new().window(Window::time(Duration::ZERO)), "window of 0ns is too short (at least 1ms)"),
            (new().window(Window::time(MAX_WINDOW + S)), "window of 31536001s is too long (at most 31536000s, a year)"),
            (new().min_calls(0), "min_calls of 0 is too small (at least 1)"),
            (new().slow_call(Duration::ZERO), "slow_call of 0 ns is too short (at least 1 ns)"),
            (new().timeout(Duration::ZERO), "timeout of 0 ns is too short (at least 1 ns)"),
            (new().half_open_calls(0), "half_open_calls of 0 is too small (at least 1)"),
            (new().success_threshold(65_536), "success_threshold of 65536 is too large (at most 65535)"),
            (new().half_open_failures(0), "half_open_failures of 0 is too small (at least 1)"),
            (new().half_open_sample(0), "half_open_sample of 0 is too small (at least 1)"),
            (new().probe_lease(Duration::ZERO), "probe_lease of 0 ns is too short (at least 1 ns)"),
            (new().ramp(Duration::ZERO), "ramp of 0 ns is too short (at least 1 ns)"),
            (new().max_keys(0), "max_keys of 0 is too small (at least 1)"),
        ];
        for (builder, text) in refusals {
            assert_eq!(refused(builder), text);
        }
        let widest = new()
            .threshold(MAX_THRESHOLD)
            .failure_rate(f64::MIN_POSITIVE)
            .window(Window::calls(MAX_CALLS))
            .min_calls(MAX_CALLS)
            .timeout(Duration::MAX)
            .half_open_calls(MAX_CALLS)
            .success_threshold(MAX_CALLS)
            .probe_lease(Duration::from_nanos(1))
            .build();
        assert!(widest.is_ok());
    }

    #[test]
    fn settings_that_contradict_each_other_are_refused() {
        let new = Config::builder;
        assert_eq!(refused(new().slow_rate(0.5)), "slow_rate needs slow_call");
        let none = "window needs failure_rate, failure_count or slow_rate";
        assert_eq!(refused(new().window(Window::calls(5))), none);
        assert_eq!(refused(new().min_calls(5)), "min_calls needs failure_rate, failure_count or slow_rate");
        let rate = || new().failure_rate(0.5).window(Window::calls(5));
        assert_eq!(refused(rate().min_calls(6)), "min_calls of 6 is above the window of 5 calls, and is never met");
        let count = rate().failure_count(6);
        assert_eq!(refused(count), "failure_count of 6 is above the window of 5 calls, and is never met");
        let budget = new().half_open_calls(3).success_threshold(3).half_open_failures(2).probes_once(true);
        assert_eq!(refused(budget), "half_open_calls of 3 may be used up before anything is decided (at least 4)");
        assert!(budget.half_open_calls(4).build().is_ok());
    }

    #[test]
    fn what_is_not_set_follows_from_what_is() {
        let built = |builder: ConfigBuilder| builder.build().unwrap();
        let plain = built(Config::builder());
        assert_eq!((plain.threshold(), plain.window(), plain.min_calls()), (Some(5), None, 1));
        let rate = built(Config::builder().failure_rate(0.5));
        assert_eq!((rate.threshold(), rate.window(), rate.min_calls()), (None, Some(Window::calls(100)), 10));
        let both = built(Config::builder().failure_rate(0.5).threshold(3).window(Window::calls(4)));
        assert_eq!((both.threshold(), both.min_calls()), (Some(3), 4));
        let count = built(Config::builder().failure_count(3).window(Window::time(S)));
        assert_eq!((count.threshold(), count.min_calls()), (None, 1));
    }

    #[test]
    fn the_first_refusal_is_kept() {
        let error = Config::builder().half_open_calls(0).threshold(0).threshold(1).build().unwrap_err();
        assert_eq!(error.setting(), "half_open_calls");
    }
}
