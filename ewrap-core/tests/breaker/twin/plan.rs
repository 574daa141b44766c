//! The settings in plain numbers: what the twin goes by, and what the breaker's config is built from.

use std::time::Duration;

use ewrap_core::{Backoff, Config, Window};

/// Durations are in nanoseconds.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "as many as there are settings of this kind")]
pub(super) struct Plan {
    pub(super) threshold: Option<u32>,
    pub(super) failure_rate: Option<f64>,
    pub(super) failure_count: Option<u32>,
    pub(super) slow_rate: Option<f64>,
    pub(super) slow_call: Option<u64>,
    pub(super) span: Option<Span>,
    pub(super) min_calls: Option<u32>,
    pub(super) warm_up: Option<u64>,
    pub(super) error_free_reset: Option<u64>,
    pub(super) lumping: Option<u64>,
    pub(super) only_ended_calls: bool,
    pub(super) strictly_above: bool,
    pub(super) successes_may_open: bool,
    pub(super) ignored_as_success: bool,
    pub(super) timeout: u64,
    pub(super) delay: Delay,
    pub(super) respect_retry_after: Option<u64>,
    pub(super) automatic_half_open: bool,
    pub(super) closes_by_time: bool,
    pub(super) half_open_calls: u32,
    pub(super) probes_once: bool,
    pub(super) success_threshold: u32,
    pub(super) half_open_failures: Option<u32>,
    pub(super) half_open_sample: Option<u32>,
    pub(super) half_open_limit: Option<u64>,
    pub(super) half_open_limit_closes: bool,
    pub(super) probe_lease: Option<u64>,
    pub(super) ramp: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Calls(u32),
    Time(u64),
    Tumbling(u64),
}

/// How the timeout grows. Those that name delays of their own do it in the script's unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delay {
    Fixed,
    Exponential { factor: u32, max: u64 },
    Linear { max: u64 },
    List(Unit),
    Function(Unit),
}

/// Nanoseconds, or twentieths of a millisecond, which are the slices of the shortest window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Nano,
    Slice,
}

const SLICE: u64 = 50_000;

impl Unit {
    pub(super) const fn nanos(self) -> u64 {
        match self {
            Self::Nano => 1,
            Self::Slice => SLICE,
        }
    }

    const fn list(self) -> &'static [Duration] {
        const fn three(unit: u64) -> [Duration; 3] {
            [Duration::from_nanos(4 * unit), Duration::from_nanos(unit), Duration::from_nanos(9 * unit)]
        }
        const NANOS: &[Duration] = &three(1);
        const SLICES: &[Duration] = &three(SLICE);
        match self {
            Self::Nano => NANOS,
            Self::Slice => SLICES,
        }
    }

    /// Zero, which means the timeout, for every third opening.
    const fn said(self, number: u32) -> u64 {
        (number % 3) as u64 * 5 * self.nanos()
    }

    fn function(self) -> fn(u32) -> Duration {
        match self {
            Self::Nano => |number| Duration::from_nanos(Self::Nano.said(number)),
            Self::Slice => |number| Duration::from_nanos(Self::Slice.said(number)),
        }
    }
}

impl Delay {
    /// How long opening `number` lasts: 0 is the first after the circuit was closed.
    pub(super) fn of(self, timeout: u64, number: u32) -> u64 {
        match self {
            Self::Fixed => timeout,
            Self::Exponential { factor, max } => {
                let grown = u64::from(factor).saturating_pow(number).saturating_mul(timeout);
                grown.min(max.max(timeout))
            }
            Self::Linear { max } => timeout.saturating_mul(u64::from(number) + 1).min(max.max(timeout)),
            Self::List(unit) => {
                let delays = unit.list();
                let delay = delays.get(number as usize).unwrap_or(&delays[delays.len() - 1]);
                u64::try_from(delay.as_nanos()).unwrap()
            }
            Self::Function(unit) => match unit.said(number) {
                0 => timeout,
                said => said,
            },
        }
    }

    fn backoff(self) -> Backoff {
        match self {
            Self::Fixed => Backoff::FIXED,
            Self::Exponential { factor, max } => Backoff::exponential(factor.into(), Duration::from_nanos(max)),
            Self::Linear { max } => Backoff::linear(Duration::from_nanos(max)),
            Self::List(unit) => Backoff::list(unit.list()),
            Self::Function(unit) => Backoff::function(unit.function()),
        }
    }
}

impl Plan {
    /// Whether a rule looks at the window.
    pub(super) fn looks_at_window(&self) -> bool {
        self.failure_rate.is_some() || self.failure_count.is_some() || self.slow_rate.is_some()
    }

    /// The window, if a rule looks at it.
    pub(super) fn window(&self) -> Option<Span> {
        self.looks_at_window().then(|| self.span.unwrap_or(Span::Calls(100)))
    }

    /// Failures in a row, if they are looked at.
    pub(super) fn run(&self) -> Option<u32> {
        if self.looks_at_window() { self.threshold } else { Some(self.threshold.unwrap_or(5)) }
    }

    pub(super) fn least_calls(&self) -> u64 {
        let has_rate = self.failure_rate.is_some() || self.slow_rate.is_some();
        let default = match self.window() {
            Some(Span::Calls(size)) if has_rate => size.min(10),
            _ if has_rate => 10,
            _ => 1,
        };
        self.min_calls.unwrap_or(default).into()
    }

    /// Whether calls are followed while they are under way, and how long each may take.
    pub(super) fn follows(&self) -> Option<u64> {
        self.slow_call.filter(|_| self.slow_rate.is_some() && !self.only_ended_calls)
    }

    /// Whether it matters how long a call takes, or when it began.
    pub(super) fn times_calls(&self) -> bool {
        self.slow_call.is_some() || matches!(self.window(), Some(Span::Tumbling(_)))
    }

    /// Whether a result is more than an end of a run, or one failure more in it.
    pub(super) fn looks_at_results(&self) -> bool {
        let durations = [self.slow_call, self.warm_up, self.error_free_reset, self.lumping, self.ramp];
        self.looks_at_window() || self.ignored_as_success || durations.iter().any(Option::is_some)
    }

    /// Whether half-open is judged by rates.
    pub(super) fn judges_probes_by_rate(&self) -> bool {
        let has_rate = self.failure_rate.is_some() || self.slow_rate.is_some();
        self.half_open_sample.is_some() && self.half_open_failures.is_none() && has_rate
    }

    /// Whether this part of so many reaches the rate.
    pub(super) fn reaches(&self, part: u64, whole: u64, rate: Option<f64>) -> bool {
        let Some(rate) = rate.filter(|_| whole != 0) else { return false };
        let share = share(part, whole);
        if self.strictly_above { share > rate } else { share >= rate }
    }

    /// Nothing but a run of failures opens it, and all calls are alike.
    pub(super) fn without_policies(self) -> Self {
        Self {
            failure_rate: None,
            failure_count: None,
            slow_rate: None,
            slow_call: None,
            span: None,
            min_calls: None,
            warm_up: None,
            error_free_reset: None,
            lumping: None,
            ignored_as_success: false,
            ramp: None,
            ..self
        }
    }

    pub(super) fn config(&self) -> Config {
        let nanos = Duration::from_nanos;
        let mut settings = Config::builder()
            .only_ended_calls(self.only_ended_calls)
            .strictly_above(self.strictly_above)
            .successes_may_open(self.successes_may_open)
            .ignored_as_success(self.ignored_as_success)
            .timeout(nanos(self.timeout))
            .backoff(self.delay.backoff())
            .automatic_half_open(self.automatic_half_open)
            .closes_by_time(self.closes_by_time)
            .half_open_calls(self.half_open_calls)
            .probes_once(self.probes_once)
            .success_threshold(self.success_threshold)
            .half_open_limit_closes(self.half_open_limit_closes);
        macro_rules! set {
            ($($setting:ident: $value:expr;)*) => {
                $(if let Some(value) = $value { settings = settings.$setting(value) })*
            };
        }
        set! {
            threshold: self.threshold;
            failure_rate: self.failure_rate;
            failure_count: self.failure_count;
            slow_rate: self.slow_rate;
            slow_call: self.slow_call.map(nanos);
            window: self.span.map(Span::window);
            min_calls: self.min_calls;
            warm_up: self.warm_up.map(nanos);
            error_free_reset: self.error_free_reset.map(nanos);
            lumping: self.lumping.map(nanos);
            respect_retry_after: self.respect_retry_after.map(nanos);
            half_open_failures: self.half_open_failures;
            half_open_sample: self.half_open_sample;
            half_open_limit: self.half_open_limit.map(nanos);
            probe_lease: self.probe_lease.map(nanos);
            ramp: self.ramp.map(nanos);
        }
        settings.build().unwrap()
    }
}

impl Span {
    fn window(self) -> Window {
        match self {
            Self::Calls(calls) => Window::calls(calls),
            Self::Time(nanos) => Window::time(Duration::from_nanos(nanos)),
            Self::Tumbling(nanos) => Window::tumbling(Duration::from_nanos(nanos)),
        }
    }

    /// The nanoseconds of a slice of it, and how many slices it holds. Times are kept in whole microseconds.
    pub(super) fn slices(self) -> Option<(u64, u64)> {
        match self {
            Self::Calls(_) => None,
            Self::Time(nanos) => Some((nanos / 1000 * 1000 / 20, 20)),
            Self::Tumbling(nanos) => Some((nanos / 1000 * 1000, 1)),
        }
    }

    /// Whether both are the same window.
    pub(super) fn is_like(self, other: Self) -> bool {
        self == other
            || match (self, other) {
                (Self::Time(one), Self::Time(other)) | (Self::Tumbling(one), Self::Tumbling(other)) => {
                    one / 1000 == other / 1000
                }
                _ => false,
            }
    }
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
