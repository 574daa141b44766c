//! The body that every case runs, and what its result says about the call.

use std::fmt;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ewrap::{CallError, CircuitOpen};

/// An error without weight. As wide as the answer, so that a result travels in two registers: a narrower one would be put
/// together in memory, at ten times the cost of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Fault {
    /// The body failed.
    Down,
    /// The breaker did not let it run.
    Open,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Down => "down",
            Self::Open => "open",
        })
    }
}

impl std::error::Error for Fault {}

impl From<CircuitOpen> for Fault {
    fn from(_: CircuitOpen) -> Self {
        Self::Open
    }
}

/// The body alone.
///
/// # Errors
///
/// If `up` is false.
#[inline(never)]
pub(crate) fn bare(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// The body as a future that is ready.
///
/// # Errors
///
/// If `up` is false.
pub(crate) async fn bare_async(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Awaits a future that is ready, without a runtime.
pub(crate) fn polled<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the body is ready"),
    }
}

/// What became of the calls of a body, by their results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) answered: u32,
    pub(crate) failed: u32,
    pub(crate) rejected: u32,
}

impl Seen {
    pub(crate) const fn new(answered: u32, failed: u32, rejected: u32) -> Self {
        Self { answered, failed, rejected }
    }

    pub(crate) fn of(output: &impl Tells) -> Self {
        let mut seen = Self::default();
        output.tell(&mut seen);
        seen
    }
}

/// An output that says what became of its calls.
pub(crate) trait Tells {
    fn tell(&self, seen: &mut Seen);
}

/// The output of what is no call.
#[derive(Debug)]
pub(crate) struct Quiet<T>(pub(crate) T);

impl<T> Tells for Quiet<T> {
    fn tell(&self, _: &mut Seen) {}
}

impl<T, E: Refusal> Tells for Result<T, E> {
    fn tell(&self, seen: &mut Seen) {
        match self {
            Ok(_) => seen.answered += 1,
            Err(error) if error.is_refusal() => seen.rejected += 1,
            Err(_) => seen.failed += 1,
        }
    }
}

impl<A: Tells, B: Tells> Tells for (A, B) {
    fn tell(&self, seen: &mut Seen) {
        self.0.tell(seen);
        self.1.tell(seen);
    }
}

/// An error of a guarded call: the body's, or the breaker's.
pub(crate) trait Refusal {
    fn is_refusal(&self) -> bool;
}

impl Refusal for Fault {
    fn is_refusal(&self) -> bool {
        *self == Self::Open
    }
}

impl<E> Refusal for CallError<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Rejected(_))
    }
}
