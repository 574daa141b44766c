//! A call whose body is a future: that future, with the permit beside it, until the body is done or cut.
//!
//! A struct and not an async block, which would store the body's future twice. What the end means is said after the await,
//! when the body has been dropped, by a function of `returned` or `fallback`: so nothing of it is stored, and a body is
//! dropped before its permit ends.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::body::begin;
use super::limited::{Cut, Limiting, Timing, Unlimited, cut_short};
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::scope;
use crate::site::Site;

/// How the call ended.
pub enum End<R, H: Hold> {
    /// The body was done, and the permit waits for what is said of it.
    Returned(R, Guard<H>),
    /// The body took too long, and the permit waits for its being dropped.
    Cut(Guard<H>, Cut),
    /// The circuit did not admit the call.
    Rejected(CircuitOpen),
}

impl<R, H: Hold> End<R, H> {
    /// What was returned, or the error of a call that was rejected or cut. After the body has been dropped.
    #[inline]
    pub(super) fn outcome(self) -> Result<(R, Guard<H>), CircuitOpen> {
        match self {
            Self::Returned(out, permit) => Ok((out, permit)),
            Self::Cut(permit, cut) => Err(cut_short(permit, cut)),
            Self::Rejected(open) => Err(open),
        }
    }
}

pin_project! {
    /// The call.
    #[must_use = "futures do nothing unless polled"]
    pub(super) struct Running<F, H: Hold, G> {
        // Dropped before the permit.
        #[pin]
        body: F,
        asked: Result<Guard<H>, CircuitOpen>,
        #[pin]
        timer: G,
    }
}

/// Runs the body of an async function, if the site's circuit admits it. The permit is in no type here that the compiler
/// would look into at each call.
#[inline]
pub fn run<R, F: Future<Output = R>>(site: &'static Site, body: F) -> impl Future<Output = End<R, scope::Own>> {
    Running::asked(site.acquire(), body, Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, H: Hold, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    body: F,
) -> impl Future<Output = End<R, H>> {
    Running::asked(asked, body, Unlimited)
}

/// The same for at most `limit`, from the first poll on, or until the deadline of the context if that is sooner. What runs
/// inside sees that moment as its deadline.
///
/// # Panics
///
/// When it is polled outside of a tokio runtime with a timer.
#[inline]
pub fn run_within<R, H: Hold, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    body: F,
    limit: Duration,
) -> impl Future<Output = End<R, H>> {
    Running::asked(asked, body, limit.timer())
}

impl<F, H: Hold, G> Running<F, H, G> {
    #[inline]
    pub(super) fn asked(asked: Result<Guard<H>, CircuitOpen>, body: F, timer: G) -> Self {
        Self { body, asked, timer }
    }

    /// Asks again, before the first poll, if the period that admitted the call is over.
    pub(super) fn begin(self: Pin<&mut Self>) {
        let asked = self.project().asked;
        if let Ok(permit) = asked {
            let permit = mem::replace(permit, Guard::ended());
            *asked = begin(permit);
        }
    }
}

impl<F: Future, H: Hold, G: Timing> Future for Running<F, H, G> {
    type Output = End<F::Output, H>;

    /// A panic leaves the permit where it is: whoever drops this while the panic unwinds says that it failed.
    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let permit = match this.asked {
            Ok(permit) => permit,
            Err(open) => return Poll::Ready(End::Rejected(open.clone())),
        };
        let entered = enter(permit);
        let polled = this.timer.poll_body(this.body, context);
        drop(entered);
        match polled {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(out)) => Poll::Ready(End::Returned(out, mem::replace(permit, Guard::ended()))),
            Poll::Ready(Err(cut)) => Poll::Ready(End::Cut(mem::replace(permit, Guard::ended()), cut)),
        }
    }
}

impl<R, H: Hold> fmt::Debug for End<R, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Returned(..) => "Returned(..)",
            Self::Cut(..) => "Cut(..)",
            Self::Rejected(_) => "Rejected(..)",
        })
    }
}
