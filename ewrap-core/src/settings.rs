//! What an attribute says of its breaker: a list in the site, of which a config is made when somebody asks for it.
//!
//! A list and not a config, because the compiler interprets the constructor of each static. Invariant: each setting has been
//! checked while the function was compiled, by the macro if it is a literal, else by the site.

use std::time::Duration;

use crate::backoff::Backoff;
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

impl Setting {
    /// What is wrong with it by itself.
    pub(crate) const fn flaw(self) -> Option<ConfigError> {
        self.on(Config::builder()).refused()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::nanos;

    #[test]
    fn settings_come_back_as_they_went() {
        let settings = [
            Setting::Threshold(3),
            Setting::FailureRate(0.5),
            Setting::SlowCall(nanos(Duration::from_millis(5))),
            Setting::SlowRate(1.0),
            Setting::Window(Window::tumbling(Duration::from_secs(9))),
            Setting::MinCalls(7),
            Setting::Timeout(nanos(Duration::MAX)),
            Setting::Backoff(Backoff::FIXED),
            Setting::HalfOpenCalls(2),
            Setting::SuccessThreshold(4),
        ];
        assert!(settings.iter().all(|setting| setting.flaw().is_none()));
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
