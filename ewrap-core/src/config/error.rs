//! What is wrong with a setting.

use std::fmt;
use std::time::Duration;

/// A setting outside its range, or one that contradicts another.
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
    Rate {
        setting: &'static str,
        /// Of the share.
        bits: u64,
    },
    /// Of a window.
    Span(Duration),
    Needs {
        setting: &'static str,
        other: &'static str,
    },
    AboveWindow {
        setting: &'static str,
        value: u32,
        max: u32,
    },
    Budget {
        calls: u32,
        needed: u32,
    },
}

impl ConfigError {
    /// The name of the setting.
    #[must_use]
    pub const fn setting(&self) -> &'static str {
        match self.0 {
            Flaw::Factor(_) | Flaw::Jitter => "backoff",
            Flaw::Span(_) => "window",
            Flaw::Budget { .. } => "half_open_calls",
            Flaw::Small(setting)
            | Flaw::Short(setting)
            | Flaw::Large { setting, .. }
            | Flaw::Rate { setting, .. }
            | Flaw::Needs { setting, .. }
            | Flaw::AboveWindow { setting, .. } => setting,
        }
    }

    /// Stops the compilation of a call site whose constant is out of range.
    #[track_caller]
    pub(crate) const fn refuse_to_compile(self) -> ! {
        match self.0 {
            Flaw::Factor(_) | Flaw::Jitter => panic!("the backoff of this circuit breaker is out of range"),
            Flaw::Small(_) => panic!("a count of this circuit breaker is 0 (at least 1)"),
            Flaw::Large { .. } => panic!(
                "a count of this circuit breaker is too large (threshold: at most 268435455, the others: at most 65535)"
            ),
            Flaw::Short(_) => panic!("a duration of this circuit breaker is zero (above 0 ns)"),
            Flaw::Rate { .. } => panic!("a rate of this circuit breaker is out of range (above 0, up to 1)"),
            Flaw::Span(_) => panic!("the window of this circuit breaker is out of range (1 ms to 365 days)"),
            Flaw::Needs { .. } => panic!(
                "a setting of this circuit breaker needs another (slow_rate: slow_call; window and min_calls: a rate)"
            ),
            Flaw::AboveWindow { .. } => panic!("min_calls of this circuit breaker is above its window"),
            Flaw::Budget { .. } => panic!("the half-open calls of this circuit breaker are too few to decide anything"),
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
            Flaw::Rate { setting, bits } => {
                write!(f, "{setting} of {} is out of range (above 0, up to 1)", f64::from_bits(bits))
            }
            Flaw::Span(span) if span.as_secs() == 0 => {
                write!(f, "window of {span:?} is too short (at least 1ms)")
            }
            Flaw::Span(span) => write!(f, "window of {span:?} is too long (at most 31536000s, a year)"),
            Flaw::Needs { setting, other } => write!(f, "{setting} needs {other}"),
            Flaw::AboveWindow { setting, value, max } => {
                write!(f, "{setting} of {value} is above the window of {max} calls, and is never met")
            }
            Flaw::Budget { calls, needed } => {
                write!(f, "half_open_calls of {calls} may be used up before anything is decided (at least {needed})")
            }
        }
    }
}

impl std::error::Error for ConfigError {}
