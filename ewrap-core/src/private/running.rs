//! A call whose body is a future: that future, with the permit beside it, until the body is done or cut.
//!
//! A struct and not an async block, which would store the body's future twice. What the end means is said by a function of
//! [`returned`](super::returned) or [`fallback`](super::fallback), after the await, so that nothing of it is stored.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::body::begin;
use super::limited::{Limiting, Timing, Unlimited, cut_short};
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::scope;
use crate::site::Site;

/// How the call ended.
pub enum End<R, H: Hold> {
    /// The body was done, and the permit waits for what is said of it.
    Returned(R, Guard<H>),
    /// The circuit did not admit the call, or it was cut.
    Rejected(CircuitOpen),
}

pin_project! {
    /// The call.
    #[must_use = "futures do nothing unless polled"]
    pub(super) struct Running<F, H: Hold, G> {
        #[pin]
        stage: Stage<F, H>,
        #[pin]
        timer: G,
    }
}

pin_project! {
    #[project = Projected]
    enum Stage<F, H: Hold> {
        Refused { open: CircuitOpen },
        Admitted {
            // Dropped before the permit, as a body is.
            #[pin]
            body: F,
            permit: Guard<H>,
            // Whether the circuit has been asked at the moment of the first poll.
            begun: bool,
        },
        Done,
    }
}

/// Runs the body of an async function, if the site's circuit admits it. The permit is in no type here that the compiler
/// would look into at each call.
#[inline]
pub fn run<R, F: Future<Output = R>>(site: &'static Site, body: F) -> impl Future<Output = End<R, scope::Own>> {
    running(site.acquire(), body, Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, H: Hold, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    body: F,
) -> impl Future<Output = End<R, H>> {
    running(asked, body, Unlimited)
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
    running(asked, body, limit.timer())
}

/// A call whose circuit has been asked just now.
#[inline]
pub(super) fn running<F, H: Hold, G>(asked: Result<Guard<H>, CircuitOpen>, body: F, timer: G) -> Running<F, H, G> {
    let stage = match asked {
        Ok(permit) => Stage::Admitted { body, permit, begun: true },
        Err(open) => Stage::Refused { open },
    };
    Running { stage, timer }
}

impl<F, H: Hold, G> Running<F, H, G> {
    /// A call that was asked for before its first poll, and whose circuit is asked again then if the period is over.
    #[inline]
    pub(super) fn later(started: Result<(F, Guard<H>), CircuitOpen>, timer: G) -> Self {
        let stage = match started {
            Ok((body, permit)) => Stage::Admitted { body, permit, begun: false },
            Err(open) => Stage::Refused { open },
        };
        Self { stage, timer }
    }
}

impl<F: Future, H: Hold, G: Timing> Future for Running<F, H, G> {
    type Output = End<F::Output, H>;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let ended = match this.stage.as_mut().project() {
            Projected::Admitted { body, permit: place, begun } => {
                // Out of its place while the body is polled, so that a panic drops it, which is what records the panic.
                let permit = mem::replace(place, Guard::ended());
                match if *begun { Ok(permit) } else { begin(permit) } {
                    Ok(permit) => {
                        *begun = true;
                        let entered = enter(&permit);
                        let polled = this.timer.poll_body(body, context);
                        drop(entered);
                        match polled {
                            Poll::Pending => {
                                *place = permit;
                                return Poll::Pending;
                            }
                            Poll::Ready(Ok(out)) => Ok(End::Returned(out, permit)),
                            Poll::Ready(Err(cut)) => Err((permit, cut)),
                        }
                    }
                    Err(open) => Ok(End::Rejected(open)),
                }
            }
            Projected::Refused { open } => Ok(End::Rejected(open.clone())),
            Projected::Done => panic!("a guarded future was polled after it was done"),
        };
        // The body is dropped before its permit ends.
        this.stage.set(Stage::Done);
        Poll::Ready(ended.unwrap_or_else(|(permit, cut)| End::Rejected(cut_short(permit, cut))))
    }
}

impl<R, H: Hold> fmt::Debug for End<R, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Returned(..) => "Returned(..)",
            Self::Rejected(_) => "Rejected(..)",
        })
    }
}
