//! The future that a function spelled `-> impl Future` gives: its own, with the permit beside it, and what is to be made of
//! the end.
//!
//! The circuit was asked at the call; it is asked again at the first poll if the period that admitted the call is over.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
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
        running: Running<F, H, G>,
        ending: Ending<R, T, E, H>,
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
    Deferred { running: Running::later(started, Unlimited), ending }
}

/// The same for at most `limit`, from the first poll on.
#[inline]
pub fn deferred_within<R, T, E, H: Guarding, F: Future<Output = R>>(
    ending: Ending<R, T, E, H>,
    started: Result<(F, Guard<H>), CircuitOpen>,
    limit: Duration,
) -> impl Future<Output = R> {
    Deferred { running: Running::later(started, limit.timer()), ending }
}

impl<F: Future, T, E, H: Hold, G: Timing> Future for Deferred<F, F::Output, T, E, H, G> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let mut polled = Polled(this.running);
        let end = polled.0.as_mut().poll(context);
        mem::forget(polled);
        Poll::Ready((this.ending.finish)(ready!(end), this.ending.judge))
    }
}

/// A call while it is polled: dropped by a panic only.
struct Polled<'a, F, H: Hold, G>(Pin<&'a mut Running<F, H, G>>);

impl<F, H: Hold, G> Drop for Polled<'_, F, H, G> {
    fn drop(&mut self) {
        self.0.as_mut().abandon();
    }
}

impl<F, R, T, E, H: Hold, G> fmt::Debug for Deferred<F, R, T, E, H, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred").finish_non_exhaustive()
    }
}
