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
use crate::site::Site;

pin_project! {
    /// The call.
    #[must_use = "futures do nothing unless polled"]
    struct Running<F, J, H: Hold, G> {
        // Dropped before the permit, as a body is.
        #[pin]
        body: Option<F>,
        stage: Stage<H>,
        judge: J,
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

/// Runs the body of an async function, if the site's circuit admits it, and records what it returns. The permit is in no
/// type here that the compiler would look into at each call.
#[inline]
pub fn run<R, T, E, F>(site: &'static Site, judge: Judge<T, E>, body: F) -> impl Future<Output = R> + use<R, T, E, F>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: Future<Output = R>,
{
    running(site.acquire().map(Stage::Begun), judge, Some(body), Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn run_asked<R, T, E, F, H>(
    asked: Result<Guard<H>, CircuitOpen>,
    judge: Judge<T, E>,
    body: F,
) -> impl Future<Output = R> + use<R, T, E, F, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: Future<Output = R>,
    H: Guarding,
{
    running(asked.map(Stage::Begun), judge, Some(body), Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn run_within<R, T, E, F, H>(
    asked: Result<Guard<H>, CircuitOpen>,
    judge: Judge<T, E>,
    body: F,
    limit: Duration,
) -> impl Future<Output = R> + use<R, T, E, F, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: Future<Output = R>,
    H: Guarding,
{
    running(asked.map(Stage::Begun), judge, Some(body), limit.timer())
}

/// Gives the future of a call that was admitted, with what the eager part gave, or of one that was rejected.
#[inline]
pub fn deferred<R, T, E, H, F>(
    judge: Judge<T, E>,
    started: Result<(F, Guard<H>), CircuitOpen>,
) -> impl Future<Output = R> + use<R, T, E, H, F>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    H: Guarding,
    F: Future<Output = R>,
{
    begun_later(judge, started, Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn deferred_within<R, T, E, H, F>(
    judge: Judge<T, E>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    limit: Duration,
) -> impl Future<Output = R> + use<R, T, E, H, F>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    H: Guarding,
    F: Future<Output = R>,
{
    begun_later(judge, started, limit.timer())
}

#[inline]
fn begun_later<F, J, H: Hold, G>(
    judge: J,
    started: Result<(F, Guard<H>), CircuitOpen>,
    timer: G,
) -> Running<F, J, H, G> {
    match started {
        Ok((body, permit)) => running(Ok(Stage::Admitted(permit)), judge, Some(body), timer),
        Err(open) => running(Err(open), judge, None, timer),
    }
}

#[inline]
fn running<F, J, H: Hold, G>(
    stage: Result<Stage<H>, CircuitOpen>,
    judge: J,
    body: Option<F>,
    timer: G,
) -> Running<F, J, H, G> {
    Running { body, stage: stage.unwrap_or_else(Stage::Refused), judge, timer }
}

impl<F, T, E, H, G> Future for Running<F, Judge<T, E>, H, G>
where
    F: Future,
    F::Output: Returned<Ok = T, Err = E>,
    E: FromOpen,
    H: Guarding,
    G: Timing,
{
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
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
                return Poll::Ready(F::Output::reject(open));
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
        Poll::Ready(match out {
            Ok(out) => out.settle(permit, *this.judge, Late::Reject(rejection), Unlimited),
            Err(cut) => F::Output::reject(cut_short(permit, cut)),
        })
    }
}

impl<F, J, H: Hold, G> fmt::Debug for Running<F, J, H, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}
