//! What became of a call, as the breaker counts it, and what a result says about its dependency.

use std::fmt;

/// What became of an admitted call.
///
/// ```
/// use ewrap::{CircuitBreaker, Outcome};
/// use std::time::Duration;
///
/// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
/// let permit = breaker.try_acquire()?;
/// permit.record(Outcome::Ignored, Duration::from_millis(3));
/// assert_eq!(breaker.snapshot().counts.ignored, 1);
/// # Ok::<(), ewrap::CircuitOpen>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The dependency answered.
    Success,
    /// The dependency failed.
    Failure,
    /// The result says nothing about the dependency: it moves nothing.
    Ignored,
    /// The call ended without a result: its future was dropped, or its permit.
    Cancelled,
}

impl Outcome {
    /// The name in the spelling of metrics and logs, such as `cancelled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Ignored => "ignored",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The same text as [`Outcome::as_str`].
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a result says about the dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It works.
    Success,
    /// It does not.
    Failure,
    /// Nothing: the result does not count.
    Ignore,
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Success => Self::Success,
            Verdict::Failure => Self::Failure,
            Verdict::Ignore => Self::Ignored,
        }
    }
}

/// The verdict where nobody says otherwise: every `Err` is a failure.
pub fn verdict<T, E>(result: &Result<T, E>) -> Verdict {
    if result.is_ok() { Verdict::Success } else { Verdict::Failure }
}
