//! The future that a function spelled `-> impl Future` gives: its own, with the permit beside it.
//!
//! A struct and not an async block, which would store the body's future twice. The circuit was asked at the call; it is
//! asked again at the first poll if the period that admitted the call is over.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::body::begin;
use super::returned::{FromOpen, Judge, rejection};
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::outcome::verdict;
use crate::permit::{Guard, Hold};

pin_project! {
    /// A call whose body's future is awaited by the caller.
    #[must_use = "futures do nothing unless polled"]
    pub struct Deferred<F, T, E, H: Hold> {
        // Dropped before the permit, as a body is.
        #[pin]
        future: Option<F>,
        stage: Stage<H>,
        judge: Judge<T, E>,
        reject: fn(CircuitOpen) -> Result<T, E>,
    }
}

enum Stage<H: Hold> {
    Refused(CircuitOpen),
    Admitted(Guard<H>),
    Begun(Guard<H>),
    Done,
}

/// The future of a call that was admitted, with what the eager part gave, or rejected.
#[inline]
pub fn deferred<F, T, E, H>(started: Result<(F, Guard<H>), CircuitOpen>) -> Deferred<F, T, E, H>
where
    F: Future<Output = Result<T, E>>,
    E: FromOpen,
    H: Hold,
{
    deferred_by(started, verdict)
}

/// The same, in the words of the attribute.
#[inline]
pub fn deferred_by<F, T, E, H>(started: Result<(F, Guard<H>), CircuitOpen>, judge: Judge<T, E>) -> Deferred<F, T, E, H>
where
    F: Future<Output = Result<T, E>>,
    E: FromOpen,
    H: Hold,
{
    let (future, stage) = match started {
        Ok((future, permit)) => (Some(future), Stage::Admitted(permit)),
        Err(open) => (None, Stage::Refused(open)),
    };
    Deferred { future, stage, judge, reject: rejection }
}

impl<F, T, E, H> Future for Deferred<F, T, E, H>
where
    F: Future<Output = Result<T, E>>,
    H: Hold,
{
    type Output = F::Output;

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
                this.future.set(None);
                return Poll::Ready((this.reject)(open));
            }
        };
        let polled = this.future.as_mut().as_pin_mut().map_or(Poll::Pending, |future| {
            let _entered = enter(&permit);
            future.poll(context)
        });
        let Poll::Ready(out) = polled else {
            *this.stage = Stage::Begun(permit);
            return Poll::Pending;
        };
        this.future.set(None);
        permit.end((this.judge)(&out).into(), None);
        Poll::Ready(out)
    }
}

impl<F, T, E, H: Hold> fmt::Debug for Deferred<F, T, E, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred").finish_non_exhaustive()
    }
}
