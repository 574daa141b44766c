//! A call that may take only so long: `call_timeout`, and the shorter deadline of the caller.
//!
//! Who is to blame decides what a cut call counts as. Cut by its own limit it is a failure of the dependency; cut by its
//! caller's shorter deadline it is cancelled, so that one impatient client cannot trip the circuit for all. Invariant:
//! what is cut is dropped before its permit ends.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::timer::Timer;
use crate::inside::enter;
use crate::open::{CircuitOpen, Reason};
use crate::outcome::Outcome;
use crate::permit::{Guard, Hold};

/// Why a call was cut.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    pub(crate) reason: Reason,
    pub(crate) limit: Duration,
}

/// What ends a call that takes too long.
pub trait Timing {
    /// Polls the body, and says whether its time is over if it is not done.
    fn poll_body<F: Future + ?Sized>(
        self: Pin<&mut Self>,
        body: Pin<&mut F>,
        context: &mut Context<'_>,
    ) -> Poll<Result<F::Output, Cut>>;
}

/// How long a call may take. A type says whether it is bounded at all, so that one that is not has no timer.
pub trait Limiting: Copy + Send + Sync + 'static {
    /// What ends it.
    type Timer: Timing + Send + Sync + 'static;

    /// A timer that starts with the first poll.
    fn timer(self) -> Self::Timer;
}

/// As long as it takes.
#[derive(Debug, Clone, Copy)]
pub struct Unlimited;

impl Limiting for Unlimited {
    type Timer = Self;

    #[inline]
    fn timer(self) -> Self {
        self
    }
}

impl Timing for Unlimited {
    #[inline]
    fn poll_body<F: Future + ?Sized>(
        self: Pin<&mut Self>,
        body: Pin<&mut F>,
        context: &mut Context<'_>,
    ) -> Poll<Result<F::Output, Cut>> {
        body.poll(context).map(Ok)
    }
}

impl Limiting for Duration {
    type Timer = Timer;

    fn timer(self) -> Timer {
        Timer::new(self)
    }
}

/// The body of an asynchronous call: inside its probe, and within its time.
#[must_use = "futures do nothing unless polled"]
pub(super) struct Within<'a, F: ?Sized, H: Hold, G> {
    permit: &'a Guard<H>,
    timer: Pin<&'a mut G>,
    body: Pin<&'a mut F>,
}

/// Puts a body that is pinned on the spot into its permit's call.
#[inline]
pub(super) fn within<'a, F: Future + ?Sized, H: Hold, G: Timing>(
    permit: &'a Guard<H>,
    timer: Pin<&'a mut G>,
    body: Pin<&'a mut F>,
) -> Within<'a, F, H, G> {
    Within { permit, timer, body }
}

impl<F: Future + ?Sized, H: Hold, G: Timing> Future for Within<'_, F, H, G> {
    type Output = Result<F::Output, Cut>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let _entered = enter(this.permit);
        this.timer.as_mut().poll_body(this.body.as_mut(), context)
    }
}

/// Ends the permit of a call that was cut, after its body has been dropped.
#[cold]
pub(crate) fn cut_short<H: Hold>(permit: Guard<H>, Cut { reason, limit }: Cut) -> CircuitOpen {
    let open = permit.cut_by(reason, limit);
    permit.end(if reason == Reason::TimedOut { Outcome::Failure } else { Outcome::Cancelled }, None);
    open
}
