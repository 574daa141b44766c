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
    pub(super) struct Running<F, A, G> {
        // Dropped before the permit.
        #[pin]
        body: F,
        admission: A,
        #[pin]
        timer: G,
    }
}

/// Where the permit comes from, and is while nobody polls the body.
pub(super) trait Admission {
    /// How the permit holds the breaker.
    type Hold: Hold;

    /// The permit, asked for if the call begins now.
    fn take(&mut self) -> Result<Guard<Self::Hold>, CircuitOpen>;

    /// Until the next poll.
    fn put(&mut self, permit: Guard<Self::Hold>);
}

/// Of the site's circuit, which is asked at the first poll.
pub(super) struct Own {
    site: &'static Site,
    permit: Guard<scope::Own>,
}

impl Admission for Own {
    type Hold = scope::Own;

    #[inline]
    fn take(&mut self) -> Result<Guard<scope::Own>, CircuitOpen> {
        let permit = mem::replace(&mut self.permit, Guard::ended());
        if permit.has_ended() { self.site.acquire() } else { Ok(permit) }
    }

    #[inline]
    fn put(&mut self, permit: Guard<scope::Own>) {
        self.permit = permit;
    }
}

/// Of a circuit that was asked before.
impl<H: Hold> Admission for Result<Guard<H>, CircuitOpen> {
    type Hold = H;

    #[inline]
    fn take(&mut self) -> Result<Guard<H>, CircuitOpen> {
        mem::replace(self, Ok(Guard::ended()))
    }

    #[inline]
    fn put(&mut self, permit: Guard<H>) {
        *self = Ok(permit);
    }
}

/// Runs the body of an async function, if the site's circuit admits it. The permit is in no type here that the compiler
/// would look into at each call.
#[inline]
pub fn run<R, F: Future<Output = R>>(site: &'static Site, body: F) -> impl Future<Output = End<R, scope::Own>> {
    Now::now(site, body)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, H: Hold, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    body: F,
) -> impl Future<Output = End<R, H>> {
    Running { body, admission: asked, timer: Unlimited }
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
    Running { body, admission: asked, timer: limit.timer() }
}

/// A call whose site asks at its first poll.
pub(super) type Now<F> = Running<F, Own, Unlimited>;

impl<F> Now<F> {
    #[inline]
    pub(super) fn now(site: &'static Site, body: F) -> Self {
        Self { body, admission: Own { site, permit: Guard::ended() }, timer: Unlimited }
    }
}

/// A call that was asked for before its future is given away.
pub(super) type Later<F, H, G> = Running<F, Result<Guard<H>, CircuitOpen>, G>;

impl<F, H: Hold, G> Later<F, H, G> {
    #[inline]
    pub(super) fn later(permit: Guard<H>, body: F, timer: G) -> Self {
        Self { body, admission: Ok(permit), timer }
    }

    /// Asks again, before the first poll, if the period that admitted the call is over.
    pub(super) fn begin(self: Pin<&mut Self>) {
        let asked = self.project().admission;
        *asked = asked.take().and_then(begin);
    }
}

impl<F: Future, A: Admission, G: Timing> Future for Running<F, A, G> {
    type Output = End<F::Output, A::Hold>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // Out of its place while the body is polled: a panic drops it, which is what records the panic, and a body that is
        // ready at once leaves it in registers.
        let permit = match this.admission.take() {
            Ok(permit) => permit,
            Err(open) => return Poll::Ready(End::Rejected(open)),
        };
        let entered = enter(&permit);
        let polled = this.timer.poll_body(this.body, context);
        drop(entered);
        match polled {
            Poll::Pending => {
                this.admission.put(permit);
                Poll::Pending
            }
            Poll::Ready(Ok(out)) => Poll::Ready(End::Returned(out, permit)),
            Poll::Ready(Err(cut)) => Poll::Ready(End::Cut(permit, cut)),
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
