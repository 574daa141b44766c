//! The future that a function spelled `-> impl Future` gives: its own, with the permit beside it, and what is to be made of
//! the end.
//!
//! The circuit was asked at the call; it is asked again at the first poll if the period that admitted the call is over.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::limited::{Limiting, Timing, Unlimited};
use super::returned::{FromOpen, Guarding, Judge, Returned, finish};
use super::running::{End, Running};
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};

/// What is made of the end. By pointers, so that the future needs no bounds: a type that will not do is blamed where this is
/// made, and not again by who awaits.
#[derive(Debug)]
pub struct Ending<R, T, E, H: Hold> {
    judge: Judge<T, E>,
    finish: fn(End<R, H>, Judge<T, E>) -> R,
}

pin_project! {
    #[must_use = "futures do nothing unless polled"]
    struct Deferred<F, R, T, E, H: Hold, G> {
        #[pin]
        stage: Stage<F, H, G>,
        ending: Ending<R, T, E, H>,
    }
}

pin_project! {
    #[project = Projected]
    enum Stage<F, H: Hold, G> {
        Refused { open: CircuitOpen },
        Admitted { #[pin] running: Running<F, H, G>, begun: bool },
        Done,
    }
}

/// How a function that returns a future is judged: told the type before the future.
#[inline]
pub fn ending<R, T, E, H>(judge: Judge<T, E>) -> Ending<R, T, E, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    H: Guarding,
{
    Ending { judge, finish: finish::<R, T, E, H> }
}

/// The future of a call that was admitted, with what the eager part gave, or of one that was rejected.
#[inline]
pub fn deferred<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
) -> impl Future<Output = R> {
    given_away(started, ending, Unlimited)
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn deferred_within<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    limit: Duration,
) -> impl Future<Output = R> {
    given_away(started, ending, limit.timer())
}

#[inline]
fn given_away<F, R, T, E, H: Hold, G>(
    started: Result<(F, Guard<H>), CircuitOpen>,
    ending: Ending<R, T, E, H>,
    timer: G,
) -> Deferred<F, R, T, E, H, G> {
    let stage = match started {
        Ok((body, permit)) => Stage::Admitted { running: Running::asked(Ok(permit), body, timer), begun: false },
        Err(open) => Stage::Refused { open },
    };
    Deferred { stage, ending }
}

impl<F: Future, T, E, H: Hold, G: Timing> Future for Deferred<F, F::Output, T, E, H, G> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        // Whoever catches a panic may keep the future, which would hold the permit.
        let mut stage = DoneAtLast(this.stage.as_mut());
        let end = match stage.0.as_mut().project() {
            Projected::Admitted { mut running, begun } => {
                if !mem::replace(begun, true) {
                    running.as_mut().begin();
                }
                match running.poll(context) {
                    Poll::Pending => {
                        mem::forget(stage);
                        return Poll::Pending;
                    }
                    Poll::Ready(end) => end,
                }
            }
            Projected::Refused { open } => End::Rejected(open.clone()),
            Projected::Done => panic!("a guarded future was polled after it was done"),
        };
        drop(stage);
        Poll::Ready((this.ending.finish)(end, this.ending.judge))
    }
}

/// Drops the body, and the permit if it is still there, when the call has ended or panics.
struct DoneAtLast<'a, F, H: Hold, G>(Pin<&'a mut Stage<F, H, G>>);

impl<F, H: Hold, G> Drop for DoneAtLast<'_, F, H, G> {
    fn drop(&mut self) {
        self.0.set(Stage::Done);
    }
}

impl<F, R, T, E, H: Hold, G> fmt::Debug for Deferred<F, R, T, E, H, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred").finish_non_exhaustive()
    }
}
