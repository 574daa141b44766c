//! The error of a rejected call, and the errors of the two ways to hand a call to a breaker.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::breaker::State;

/// A call was not made: the circuit breaker rejected it.
///
/// It says which breaker, in which state, and when a retry makes sense. It says nothing about the dependency: its verdict
/// is [`Ignore`](crate::Verdict::Ignore), so where one guarded function calls another of a different breaker, the outer
/// breaker takes no notice of it. That needs an error type that passes the verdict on: one with
/// [`ErrorMeta`](crate::ErrorMeta), whose variant for rejections is `transparent`. With any other, let the outer breaker overlook
/// it: `ignore(Error::Open(_))`.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{CircuitBreaker, State};
///
/// let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
/// breaker.record_failure();
/// let open = breaker.try_acquire().unwrap_err();
/// assert_eq!((open.breaker(), open.state()), ("db", State::Open));
/// assert!(open.retry_after().unwrap() <= Duration::from_secs(60));
/// ```
#[derive(Clone)]
pub struct CircuitOpen {
    name: Name,
    /// The state in the two highest bits, below them the nanoseconds of `retry_after`.
    packed: u64,
}

/// A breaker's name in one word and a tag, so that the error stays small.
#[derive(Clone)]
pub(crate) enum Name {
    Static(&'static &'static str),
    Shared(Arc<Box<str>>),
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl Default for Name {
    fn default() -> Self {
        Self::Shared(Arc::default())
    }
}

impl Name {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Static(name) => name,
            Self::Shared(name) => name,
        }
    }
}

/// Why a call was not made, or was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The circuit is open.
    Open,
    /// The circuit is half-open, and all its probes are under way.
    HalfOpen,
    /// An operator has opened the circuit.
    ForcedOpen,
    /// The deadline of the caller's [context](crate::context) has passed: before the call, which then was not made, or
    /// during it.
    DeadlineExceeded,
    /// The call was made, and took longer than its `call_timeout`.
    TimedOut,
    /// The circuit has closed, and admits a share of the calls that grows to all of them.
    Ramp,
}

const REASON_BITS: u32 = 61;
const NANOS_MASK: u64 = (1 << REASON_BITS) - 1;

impl CircuitOpen {
    /// `retry_after` in nanoseconds is cut at 73 years, the most its bits hold.
    pub(crate) fn new(name: Name, state: State, retry_after: u64) -> Self {
        let reason = match state {
            State::HalfOpen => Reason::HalfOpen,
            State::ForcedOpen => Reason::ForcedOpen,
            State::Closed => Reason::Ramp,
            _ => Reason::Open,
        };
        Self::because(name, reason, retry_after)
    }

    /// The nanoseconds are those until a retry; of a call that was cut, its limit.
    pub(crate) fn because(name: Name, reason: Reason, nanos: u64) -> Self {
        Self { name, packed: (reason as u64) << REASON_BITS | nanos.min(NANOS_MASK) }
    }

    /// The name of the breaker.
    #[must_use]
    pub fn breaker(&self) -> &str {
        self.name.as_str()
    }

    /// Why the call was not made, or was cut.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self.packed >> REASON_BITS {
            0 => Reason::Open,
            1 => Reason::HalfOpen,
            2 => Reason::ForcedOpen,
            3 => Reason::DeadlineExceeded,
            5 => Reason::Ramp,
            _ => Reason::TimedOut,
        }
    }

    /// What the breaker's state was: open, half-open with all probes under way, or forced open; closed where the circuit
    /// is not the [reason](Self::reason).
    #[must_use]
    pub fn state(&self) -> State {
        match self.reason() {
            Reason::Open => State::Open,
            Reason::HalfOpen => State::HalfOpen,
            Reason::ForcedOpen => State::ForcedOpen,
            Reason::DeadlineExceeded | Reason::TimedOut | Reason::Ramp => State::Closed,
        }
    }

    /// How long from the rejection until a call can be admitted again.
    ///
    /// Exactly then a call is admitted. While the circuit is half-open this is the end of the earliest probe's lease:
    /// a probe that reports sooner frees its place sooner. While the circuit comes back it is the time until every call is
    /// admitted; the next may be, sooner. `None` if only an operator can end it, or if the circuit is not
    /// the reason.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        matches!(self.reason(), Reason::Open | Reason::HalfOpen | Reason::Ramp).then(|| self.duration())
    }

    fn duration(&self) -> Duration {
        Duration::from_nanos(self.packed & NANOS_MASK)
    }
}

impl fmt::Debug for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CircuitOpen")
            .field("breaker", &self.breaker())
            .field("reason", &self.reason())
            .field("retry_after", &self.retry_after())
            .finish()
    }
}

impl fmt::Display for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let breaker = self.breaker();
        match self.reason() {
            Reason::HalfOpen => write!(f, "circuit breaker {breaker:?} is half-open, its probe is under way"),
            Reason::ForcedOpen => write!(f, "circuit breaker {breaker:?} is forced open"),
            Reason::Open => write!(f, "circuit breaker {breaker:?} is open"),
            Reason::Ramp => write!(f, "circuit breaker {breaker:?} is coming back, and admits a share of the calls"),
            Reason::DeadlineExceeded => {
                write!(f, "the caller of {breaker:?} waits no longer: its deadline has passed")
            }
            Reason::TimedOut => write!(f, "the call of {breaker:?} took longer than {:?}", self.duration()),
        }?;
        match self.retry_after() {
            Some(after) => write!(f, ", retry in {after:?}"),
            None => Ok(()),
        }
    }
}

impl Error for CircuitOpen {}

/// Rejections are told apart from every other `io::Error` by their source: [`io::Error::get_ref`] gives the
/// `CircuitOpen` back.
impl From<CircuitOpen> for io::Error {
    fn from(open: CircuitOpen) -> Self {
        Self::other(open)
    }
}

/// The error of [`CircuitBreaker::call`](crate::CircuitBreaker::call): rejected, or the call's own error.
///
/// ```
/// use ewrap::{CallError, CircuitBreaker};
/// use std::time::Duration;
///
/// let breaker = CircuitBreaker::new("parse", 5, Duration::from_secs(60));
/// match breaker.call(|| "x".parse::<u8>()) {
///     Err(CallError::Inner(error)) => assert_eq!(error.to_string(), "invalid digit found in string"),
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Debug, Clone)]
pub enum CallError<E> {
    /// The breaker rejected the call: it was not made.
    Rejected(CircuitOpen),
    /// The call was made and failed.
    Inner(E),
}

impl<E> CallError<E> {
    /// The call's own error, if it was made.
    #[must_use]
    pub fn into_inner(self) -> Option<E> {
        match self {
            Self::Rejected(_) => None,
            Self::Inner(error) => Some(error),
        }
    }

    /// The rejection, if the call was not made.
    #[must_use]
    pub fn rejection(&self) -> Option<&CircuitOpen> {
        match self {
            Self::Rejected(open) => Some(open),
            Self::Inner(_) => None,
        }
    }
}

impl<E> From<CircuitOpen> for CallError<E> {
    fn from(open: CircuitOpen) -> Self {
        Self::Rejected(open)
    }
}

/// Transparent: the text is the rejection's or the call's own.
impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(open) => open.fmt(f),
            Self::Inner(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for CallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rejected(open) => open.source(),
            Self::Inner(error) => error.source(),
        }
    }
}

/// Why a fallback is asked for an answer.
///
/// A closure given as `fallback` receives it.
#[derive(Debug, Clone)]
pub enum Cause<E> {
    /// The breaker rejected the call: it was not made.
    Rejected(CircuitOpen),
    /// The call was made, failed, and was recorded as the failure it is.
    Failed(E),
}

/// The text is the rejection's or the failure's own.
impl<E: fmt::Display> fmt::Display for Cause<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(open) => open.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(state: State, retry_after: u64) -> CircuitOpen {
        CircuitOpen::new(Name::Shared(Arc::new("db".into())), state, retry_after)
    }

    #[test]
    fn the_error_of_a_rejected_call_is_small() {
        assert_eq!(size_of::<CircuitOpen>(), 24);
    }

    #[test]
    fn state_and_time_come_back_as_they_were_packed() {
        for state in [State::Open, State::HalfOpen] {
            let error = open(state, 1_500_000_000);
            assert_eq!((error.state(), error.retry_after()), (state, Some(Duration::from_millis(1500))));
        }
        assert_eq!(open(State::ForcedOpen, 9).retry_after(), None);
        let years = open(State::Open, u64::MAX).retry_after().unwrap().as_secs() / (365 * 24 * 3600);
        assert_eq!(years, 73);
    }

    #[test]
    fn the_text_names_breaker_state_and_time() {
        assert_eq!(open(State::Open, 2_000_000_000).to_string(), "circuit breaker \"db\" is open, retry in 2s");
        assert_eq!(open(State::ForcedOpen, 0).to_string(), "circuit breaker \"db\" is forced open");
    }
}
