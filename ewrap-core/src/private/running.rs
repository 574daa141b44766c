//! A call whose body is a future: that future, with the permit beside it.
//!
//! A struct and not an async block, which would store the body's future twice. An async function asks the circuit when it
//! is polled, and awaits this at once. A function spelled `-> impl Future` asks when it is called, and gives this away;
//! so the circuit is asked again at the first poll, if the period that admitted the call is over by then.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::body::begin;
use super::fallback::{Fail, Output};
use super::limited::{Limiting, Timing, Unlimited, cut_short};
use super::returned::{FromOpen, Guarding, Judge, Late, Returned, rejection};
use crate::inside::enter;
use crate::open::{Cause, CircuitOpen};
use crate::permit::{Guard, Hold};
use crate::scope;
use crate::site::Site;

pin_project! {
    /// The call.
    #[must_use = "futures do nothing unless polled"]
    struct Running<F, R, V, T, E, H: Hold, G> {
        #[pin]
        stage: Stage<F, H>,
        ending: Ending<R, V, T, E, H>,
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
            // Whether it has been polled, or is to begin whatever became of the circuit.
            begun: bool,
        },
        Done,
    }
}

/// How a call that gives an `R` ends, as a `V`. Made by a function that asks whether the type will do, so the future needs no
/// bounds: a type that will not is blamed once, and not again where the future is awaited.
pub struct Ending<R, V, T, E, H: Hold> {
    judge: Judge<T, E>,
    end: fn(End<R, H>, Judge<T, E>) -> V,
}

/// One function takes both, so that the future has one pointer to carry.
enum End<R, H: Hold> {
    Returned(R, Guard<H>),
    Rejected(CircuitOpen),
}

/// What was returned, recorded; or the error of a call that was rejected or cut.
#[inline]
pub fn ending<R, T, E, H>(judge: Judge<T, E>) -> Ending<R, R, T, E, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    H: Guarding,
{
    Ending {
        judge,
        end: |end, judge| match end {
            End::Returned(out, permit) => out.settle(permit, judge, Late::Reject(rejection), Unlimited),
            End::Rejected(open) => R::reject(open),
        },
    }
}

/// What was returned, recorded, where a fallback answers for rejections, and nothing cuts the call.
#[inline]
pub fn keeping<R, T, E, H>(judge: Judge<T, E>) -> Ending<R, R, T, E, H>
where
    R: Returned<Ok = T, Err = E>,
    H: Guarding,
{
    Ending {
        judge,
        end: |end, judge| match end {
            End::Returned(out, permit) => out.settle(permit, judge, Late::Never, Unlimited),
            End::Rejected(_) => unreachable!("nothing cuts a call that has no limit"),
        },
    }
}

/// What was returned if that is no failure; else, or if the call was cut, why a fallback answers.
#[inline]
pub fn trying<R, T, E, P, H>(_: Output<R, T, E, P>, judge: Judge<T, E>) -> Ending<R, Result<R, Cause<E>>, T, E, H>
where
    P: Fail<R, Ok = T, Err = E>,
    H: Hold,
{
    Ending {
        judge,
        end: |end, judge| match end {
            End::Returned(out, permit) => P::fail(out, permit, judge).map_err(Cause::Failed),
            End::Rejected(open) => Err(Cause::Rejected(open)),
        },
    }
}

/// Runs the body of an async function, if the site's circuit admits it, and records what it returns. The permit is in no
/// type here that the compiler would look into at each call.
#[inline]
pub fn run<R, T, E, F: Future<Output = R>>(
    site: &'static Site,
    ending: Ending<R, R, T, E, scope::Own>,
    body: F,
) -> impl Future<Output = R> {
    running(begin_now(site.acquire(), body), ending, Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, V, T, E, H: Guarding, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    ending: Ending<R, V, T, E, H>,
    body: F,
) -> impl Future<Output = V> {
    running(begin_now(asked, body), ending, Unlimited)
}

/// The same for at most `limit`, from the first poll on.
///
/// # Panics
///
/// When it is polled outside of a tokio runtime with a timer.
#[inline]
pub fn run_within<R, V, T, E, H: Guarding, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    ending: Ending<R, V, T, E, H>,
    body: F,
    limit: Duration,
) -> impl Future<Output = V> {
    running(begin_now(asked, body), ending, limit.timer())
}

/// The future of a call that was admitted, with what the eager part gave, or of one that was rejected.
#[inline]
pub fn deferred<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
) -> impl Future<Output = R> {
    running(begin_later(started), ending, Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn deferred_within<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    limit: Duration,
) -> impl Future<Output = R> {
    running(begin_later(started), ending, limit.timer())
}

#[inline]
fn begin_now<F, H: Hold>(asked: Result<Guard<H>, CircuitOpen>, body: F) -> Stage<F, H> {
    match asked {
        Ok(permit) => Stage::Admitted { body, permit, begun: true },
        Err(open) => Stage::Refused { open },
    }
}

#[inline]
fn begin_later<F, H: Hold>(started: Result<(F, Guard<H>), CircuitOpen>) -> Stage<F, H> {
    match started {
        Ok((body, permit)) => Stage::Admitted { body, permit, begun: false },
        Err(open) => Stage::Refused { open },
    }
}

#[inline]
fn running<F, R, V, T, E, H: Hold, G>(
    stage: Stage<F, H>,
    ending: Ending<R, V, T, E, H>,
    timer: G,
) -> Running<F, R, V, T, E, H, G> {
    Running { stage, ending, timer }
}

impl<F: Future, V, T, E, H: Hold, G: Timing> Future for Running<F, F::Output, V, T, E, H, G> {
    type Output = V;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<V> {
        let mut this = self.project();
        let Ending { judge, end } = *this.ending;
        let ended = match this.stage.as_mut().project() {
            Projected::Admitted { body, permit: place, begun } => {
                // Out of its place while the body is polled, so that a panic drops it, which is what records the panic.
                let permit = mem::replace(place, Guard::ended());
                let asked = if *begun { Ok(permit) } else { begin(permit) };
                match asked {
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
        let ended = ended.unwrap_or_else(|(permit, cut)| End::Rejected(cut_short(permit, cut)));
        Poll::Ready(end(ended, judge))
    }
}

impl<R, V, T, E, H: Hold> Copy for Ending<R, V, T, E, H> {}

impl<R, V, T, E, H: Hold> Clone for Ending<R, V, T, E, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, V, T, E, H: Hold> fmt::Debug for Ending<R, V, T, E, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ending").finish_non_exhaustive()
    }
}
