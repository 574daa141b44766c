//! What rates are taken over, and the rates.

use std::fmt;
use std::num::NonZeroU64;
use std::time::Duration;

/// The results that the rates and the count look at.
///
/// | window | holds |
/// | --- | --- |
/// | `Window::calls(n)` | the last `n` results, exactly; 1 to 65 535 |
/// | `Window::time(d)` | the results of the last `d`; 1 ms to 365 days |
/// | `Window::tumbling(d)` | the results since the last whole `d` of the clock: forgets everything at once |
///
/// Time is forgotten in twentieths of `d`: a result that is `d` old is never looked at, one that is younger than 19/20 of
/// `d` always is. Each period of a closed circuit begins with an empty window.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{Config, Window};
///
/// let window = Window::time(Duration::from_secs(10));
/// let config = Config::builder().failure_rate(0.5).window(window).build()?;
/// assert_eq!(config.window(), Some(window));
///
/// let error = Config::builder().failure_rate(0.5).window(Window::time(Duration::ZERO)).build().unwrap_err();
/// assert_eq!(error.to_string(), "window of 0ns is too short (at least 1ms)");
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Window(pub(crate) Span);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    Calls(u32),
    Time(Duration),
    Tumbling(Duration),
}

impl Window {
    /// One hundred calls.
    pub const DEFAULT: Self = Self::calls(100);

    /// The last `n` results.
    #[must_use]
    pub const fn calls(n: u32) -> Self {
        Self(Span::Calls(n))
    }

    /// The results of the last `duration`.
    #[must_use]
    pub const fn time(duration: Duration) -> Self {
        Self(Span::Time(duration))
    }

    /// The results since the clock last stood at a multiple of `duration`. A call that began in an earlier window is late.
    #[must_use]
    pub const fn tumbling(duration: Duration) -> Self {
        Self(Span::Tumbling(duration))
    }
}

/// As the attribute has it: a number of calls, or a time.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Span::Calls(calls) => write!(f, "{calls}"),
            Span::Time(duration) => write!(f, "{duration:?}"),
            Span::Tumbling(duration) => write!(f, "tumbling {duration:?}"),
        }
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A share above 0, up to 1: its bits, so that a config can be compared.
///
/// A quotient of two counts is rounded as the literal that writes it is, so `0.3` is met by 3 of 10, exactly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate(NonZeroU64);

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&f64::from_bits(self.0.get()), f)
    }
}

impl Rate {
    /// `None` if it is not above 0, or above 1.
    pub(super) const fn new(share: f64) -> Option<Self> {
        match NonZeroU64::new(share.to_bits()) {
            Some(bits) if share > 0.0 && share <= 1.0 => Some(Self(bits)),
            _ => None,
        }
    }

    pub(crate) const fn share(rate: Option<Self>) -> Option<f64> {
        match rate {
            Some(Self(bits)) => Some(f64::from_bits(bits.get())),
            None => None,
        }
    }

    /// Zero stands for none.
    pub(crate) const fn bits(rate: Option<Self>) -> u64 {
        match rate {
            Some(Self(bits)) => bits.get(),
            None => 0,
        }
    }
}
