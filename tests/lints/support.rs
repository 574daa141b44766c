//! The error of the shapes, and what polls their futures.

use core::error::Error;
use core::fmt::{self, Display};
use core::pin::pin;
use core::task::{Context, Poll, Waker};

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fail {
    /// There is no such thing.
    Missing,
    /// The call was rejected.
    Open,
}

impl Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            Self::Missing => "missing",
            Self::Open => "open",
        })
    }
}

impl Error for Fail {}

impl From<ewrap::CircuitOpen> for Fail {
    fn from(_: ewrap::CircuitOpen) -> Self {
        Self::Open
    }
}

/// Runs a future that never waits.
pub(crate) fn run<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// Looks at what came out.
pub(crate) const fn seen<T>(_: &T) {}
