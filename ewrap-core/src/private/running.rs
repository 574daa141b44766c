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
use super::limited::{Limiting, Timing, Unlimited, cut_short};
use super::returned::{FromOpen, Guarding, Judge, Late, Returned, rejection};
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::scope;
use crate::site::Site;

pin_project! {
    /// The call.
    #[must_use = "futures do nothing unless polled"]
    struct Running<F, R, T, E, H: Hold, G> {
        // Dropped before the permit, as a body is.
        #[pin]
        body: Option<F>,
        stage: Stage<H>,
        ending: Ending<R, T, E, H>,
        #[pin]
        timer: G,
    }
}

enum Stage<H: Hold> {
    Refused(CircuitOpen),
    Admitted(Guard<H>),
    Begun(Guard<H>),
    Done,
}

/// How a call ends, of which the type has been asked. So the future needs no bounds: a type that will not do is blamed once,
/// and not again where the future is awaited.
pub struct Ending<R, T, E, H: Hold> {
    judge: Judge<T, E>,
    end: fn(End<R, H>, Judge<T, E>) -> R,
}

/// One function takes both, so that the future has one pointer to carry.
enum End<R, H: Hold> {
    Returned(R, Guard<H>),
    Rejected(CircuitOpen),
}

/// Asks whether a call that returns an `R` can be guarded.
#[inline]
pub fn ending<R, T, E, H>(judge: Judge<T, E>) -> Ending<R, T, E, H>
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

/// Runs the body of an async function, if the site's circuit admits it, and records what it returns. The permit is in no
/// type here that the compiler would look into at each call.
#[inline]
pub fn run<R, T, E, F: Future<Output = R>>(
    site: &'static Site,
    ending: Ending<R, T, E, scope::Own>,
    body: F,
) -> impl Future<Output = R> {
    running(site.acquire().map(Stage::Begun), ending, Some(body), Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, T, E, H: Guarding, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    ending: Ending<R, T, E, H>,
    body: F,
) -> impl Future<Output = R> {
    running(asked.map(Stage::Begun), ending, Some(body), Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn run_within<R, T, E, H: Guarding, F: Future<Output = R>>(
    asked: Result<Guard<H>, CircuitOpen>,
    ending: Ending<R, T, E, H>,
    body: F,
    limit: Duration,
) -> impl Future<Output = R> {
    running(asked.map(Stage::Begun), ending, Some(body), limit.timer())
}

/// The future of a call that was admitted, with what the eager part gave, or of one that was rejected.
#[inline]
pub fn deferred<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
) -> impl Future<Output = R> {
    begun_later(ending, started, Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn deferred_within<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    limit: Duration,
) -> impl Future<Output = R> {
    begun_later(ending, started, limit.timer())
}

#[inline]
fn begun_later<F, R, T, E, H: Hold, G>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    timer: G,
) -> Running<F, R, T, E, H, G> {
    match started {
        Ok((body, permit)) => running(Ok(Stage::Admitted(permit)), ending, Some(body), timer),
        Err(open) => running(Err(open), ending, None, timer),
    }
}

#[inline]
fn running<F, R, T, E, H: Hold, G>(
    stage: Result<Stage<H>, CircuitOpen>,
    ending: Ending<R, T, E, H>,
    body: Option<F>,
    timer: G,
) -> Running<F, R, T, E, H, G> {
    Running { body, stage: stage.unwrap_or_else(Stage::Refused), ending, timer }
}

impl<F: Future, T, E, H: Hold, G: Timing> Future for Running<F, F::Output, T, E, H, G> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Ending { judge, end } = *this.ending;
        // Out of its place while the body is polled, so that a panic drops it, which is what records the panic.
        let begun = match mem::replace(this.stage, Stage::Done) {
            Stage::Begun(permit) => Ok(permit),
            Stage::Admitted(permit) => begin(permit),
            Stage::Refused(open) => Err(open),
            Stage::Done => panic!("a guarded future was polled after it was done"),
        };
        let permit = match begun {
            Ok(permit) => permit,
            Err(open) => {
                this.body.set(None);
                return Poll::Ready(end(End::Rejected(open), judge));
            }
        };
        let polled = this.body.as_mut().as_pin_mut().map_or(Poll::Pending, |body| {
            let _entered = enter(&permit);
            this.timer.poll_body(body, context)
        });
        let Poll::Ready(out) = polled else {
            *this.stage = Stage::Begun(permit);
            return Poll::Pending;
        };
        this.body.set(None);
        let end_of_it = match out {
            Ok(out) => End::Returned(out, permit),
            Err(cut) => End::Rejected(cut_short(permit, cut)),
        };
        Poll::Ready(end(end_of_it, judge))
    }
}

impl<R, T, E, H: Hold> Copy for Ending<R, T, E, H> {}

impl<R, T, E, H: Hold> Clone for Ending<R, T, E, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T, E, H: Hold> fmt::Debug for Ending<R, T, E, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ending").finish_non_exhaustive()
    }
}
