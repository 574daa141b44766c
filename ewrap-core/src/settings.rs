//! What an attribute says of its breaker: a list in the site, of which a config is made when somebody asks for it.
//!
//! A list and not a config, because the compiler interprets the constructor of each static. Invariant: each setting has been
//! checked while the function was compiled, by the macro if it is a literal, else by the function of its name.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::clock::nanos;
use crate::config::{Config, ConfigBuilder, ConfigError, Window};

/// One setting. Times are nanoseconds.
#[derive(Debug, Clone, Copy)]
pub enum Setting {
    /// `threshold`.
    Threshold(u32),
    /// `failure_rate`.
    FailureRate(f64),
    /// `slow_call`.
    SlowCall(u64),
    /// `slow_rate`.
    SlowRate(f64),
    /// `window`, a number of calls.
    WindowCalls(u32),
    /// `window`, a time.
    WindowTime(u64),
    /// `window`, of a constant.
    Window(Window),
    /// `min_calls`.
    MinCalls(u32),
    /// `timeout`.
    Timeout(u64),
    /// `backoff`.
    Backoff(Backoff),
    /// `half_open_calls`.
    HalfOpenCalls(u32),
    /// `success_threshold`.
    SuccessThreshold(u32),
}

macro_rules! checked {
    ($($name:ident($value:ty): $setting:ident $(by $convert:ident)?;)*) => {$(
        #[doc = concat!("`", stringify!($name), "`, of a constant.")]
        #[must_use]
        #[track_caller]
        pub const fn $name(value: $value) -> Self {
            Self::$setting($($convert)?(value)).checked()
        }
    )*};
}

impl Setting {
    checked! {
        threshold(u32): Threshold;
        failure_rate(f64): FailureRate;
        slow_call(Duration): SlowCall by nanos;
        slow_rate(f64): SlowRate;
        window(Window): Window;
        min_calls(u32): MinCalls;
        timeout(Duration): Timeout by nanos;
        backoff(Backoff): Backoff;
        half_open_calls(u32): HalfOpenCalls;
        success_threshold(u32): SuccessThreshold;
    }

    #[track_caller]
    const fn checked(self) -> Self {
        if let Some(error) = self.on(Config::builder()).refused() {
            error.refuse_to_compile();
        }
        self
    }

    const fn on(self, settings: ConfigBuilder) -> ConfigBuilder {
        match self {
            Self::Threshold(failures) => settings.threshold(failures),
            Self::FailureRate(share) => settings.failure_rate(share),
            Self::SlowCall(longer_than) => settings.slow_call(time(longer_than)),
            Self::SlowRate(share) => settings.slow_rate(share),
            Self::WindowCalls(calls) => settings.window(Window::calls(calls)),
            Self::WindowTime(span) => settings.window(Window::time(time(span))),
            Self::Window(window) => settings.window(window),
            Self::MinCalls(calls) => settings.min_calls(calls),
            Self::Timeout(timeout) => settings.timeout(time(timeout)),
            Self::Backoff(backoff) => settings.backoff(backoff),
            Self::HalfOpenCalls(calls) => settings.half_open_calls(calls),
            Self::SuccessThreshold(successes) => settings.success_threshold(successes),
        }
    }
}

/// The longest means "for ever", as it came.
const fn time(nanos: u64) -> Duration {
    if nanos == u64::MAX { Duration::MAX } else { Duration::from_nanos(nanos) }
}

/// The config that the settings make.
pub(crate) const fn config(settings: &[Setting]) -> Result<Config, ConfigError> {
    let mut builder = Config::builder();
    let mut at = 0;
    while at < settings.len() {
        builder = settings[at].on(builder);
        at += 1;
    }
    builder.build()
}

/// Stops the compiler if settings contradict each other, of which not all are literals.
#[must_use]
#[track_caller]
pub const fn consistent(settings: &'static [Setting]) -> &'static [Setting] {
    if let Err(error) = config(settings) {
        error.refuse_to_compile();
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_went() {
        let settings = [
            Setting::threshold(3),
            Setting::failure_rate(0.5),
            Setting::slow_call(Duration::from_millis(5)),
            Setting::slow_rate(1.0),
            Setting::window(Window::tumbling(Duration::from_secs(9))),
            Setting::min_calls(7),
            Setting::timeout(Duration::MAX),
            Setting::backoff(Backoff::FIXED),
            Setting::half_open_calls(2),
            Setting::success_threshold(4),
        ];
        let built = Config::builder()
            .threshold(3)
            .failure_rate(0.5)
            .slow_call(Duration::from_millis(5))
            .slow_rate(1.0)
            .window(Window::tumbling(Duration::from_secs(9)))
            .min_calls(7)
            .timeout(Duration::MAX)
            .half_open_calls(2)
            .success_threshold(4);
        assert_eq!(config(&settings), built.build());
        let windows = [Setting::WindowCalls(9), Setting::WindowTime(2_000_000)]
            .map(|window| config(&[Setting::FailureRate(0.5), window]).unwrap().window().unwrap());
        assert_eq!(windows, [Window::calls(9), Window::time(Duration::from_millis(2))]);
    }
}
