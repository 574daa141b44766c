//! What an attribute says of its breaker, checked while the function is compiled.
//!
//! Each setter refuses what is out of its range, where the value stands; what contradicts each other is found when the
//! site is given all of them.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::config::{Config, ConfigBuilder, Window};

/// The settings, as far as they have been said.
#[derive(Debug, Clone, Copy)]
pub struct Settings(pub(crate) ConfigBuilder);

#[track_caller]
const fn accepted(settings: ConfigBuilder) -> Settings {
    match settings.refused() {
        None => Settings(settings),
        Some(error) => error.refuse_to_compile(),
    }
}

impl Settings {
    /// The defaults.
    #[must_use]
    pub const fn new() -> Self {
        Self(Config::builder())
    }

    /// Declares the threshold.
    #[must_use]
    #[track_caller]
    pub const fn threshold(self, failures: u32) -> Self {
        accepted(self.0.threshold(failures))
    }

    /// Declares the timeout.
    #[must_use]
    #[track_caller]
    pub const fn timeout(self, timeout: Duration) -> Self {
        accepted(self.0.timeout(timeout))
    }

    /// Declares the timeout, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn timeout_ns(self, nanos: u64) -> Self {
        accepted(self.0.timeout_ns(nanos))
    }

    /// Declares the failure rate.
    #[must_use]
    #[track_caller]
    pub const fn failure_rate(self, share: f64) -> Self {
        accepted(self.0.failure_rate(share))
    }

    /// Declares from when on a call is slow.
    #[must_use]
    #[track_caller]
    pub const fn slow_call(self, longer_than: Duration) -> Self {
        accepted(self.0.slow_call(longer_than))
    }

    /// Declares from when on a call is slow, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn slow_call_ns(self, nanos: u64) -> Self {
        accepted(self.0.slow_call_ns(nanos))
    }

    /// Declares the slow rate.
    #[must_use]
    #[track_caller]
    pub const fn slow_rate(self, share: f64) -> Self {
        accepted(self.0.slow_rate(share))
    }

    /// Declares the window.
    #[must_use]
    #[track_caller]
    pub const fn window(self, window: Window) -> Self {
        accepted(self.0.window(window))
    }

    /// Declares the window as a number of calls.
    #[must_use]
    #[track_caller]
    pub const fn window_calls(self, calls: u32) -> Self {
        self.window(Window::calls(calls))
    }

    /// Declares the window as a time, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn window_ns(self, nanos: u64) -> Self {
        self.window(Window::time(Duration::from_nanos(nanos)))
    }

    /// Declares the fewest calls that a rate is judged by.
    #[must_use]
    #[track_caller]
    pub const fn min_calls(self, calls: u32) -> Self {
        accepted(self.0.min_calls(calls))
    }

    /// Declares how the timeout grows.
    #[must_use]
    #[track_caller]
    pub const fn backoff(self, backoff: Backoff) -> Self {
        accepted(self.0.backoff(backoff))
    }

    /// Declares the probes at a time.
    #[must_use]
    #[track_caller]
    pub const fn half_open_calls(self, calls: u32) -> Self {
        accepted(self.0.half_open_calls(calls))
    }

    /// Declares the successes that close the circuit.
    #[must_use]
    #[track_caller]
    pub const fn success_threshold(self, successes: u32) -> Self {
        accepted(self.0.success_threshold(successes))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}
