//! What became of a call, as the breaker counts it, and what a result says about its dependency.

use std::any::Any;
use std::fmt;

use crate::clock::nanos;
use crate::meta::{self, Link};

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

/// A verdict, and how long the error asks to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub(crate) verdict: Verdict,
    /// In nanoseconds; zero if it does not ask.
    pub(crate) retry_after: u64,
}

// Named as the verdicts are, because generated code means one by the other.
#[allow(non_upper_case_globals, missing_docs, reason = "see `Verdict`")]
impl Said {
    pub const Success: Self = Self { verdict: Verdict::Success, retry_after: 0 };
    pub const Failure: Self = Self { verdict: Verdict::Failure, retry_after: 0 };
    pub const Ignore: Self = Self { verdict: Verdict::Ignore, retry_after: 0 };

    /// What an error says about the dependency.
    #[cold]
    pub(crate) fn by(error: Link<'_>) -> Self {
        let verdict = meta::verdict(error);
        let asks = if verdict == Verdict::Failure { meta::retry_after(error) } else { None };
        Self { verdict, retry_after: asks.map_or(0, nanos) }
    }
}

/// The verdict of a call whose error is known only at run time: its own, if its type is one whose metadata was derived;
/// else every `Err` is a failure.
#[inline]
pub(crate) fn listen<T, E: 'static>(result: &Result<T, E>) -> Said {
    match result {
        Ok(_) => Said::Success,
        Err(error) => listen_slow(error),
    }
}

#[cold]
fn listen_slow(error: &dyn Any) -> Said {
    meta::derived::find(error).map_or(Said::Failure, |it| Said::by(Link::Meta(it)))
}
