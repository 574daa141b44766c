//! The future that a function spelled `-> impl Future` gives: its own, with the permit beside it.
//!
//! A struct and not an async block, which would store the body's future twice. The circuit was asked at the call; it is
//! asked again at the first poll if the period that admitted the call is over.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::body::begin;
use super::limited::{Limiting, Timing, Unlimited, cut_short};
use super::returned::{FromOpen, Guarding, Judge, Late, Returned};
use super::timer::Timer;
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};

pin_project! {
    /// A call whose body's future is awaited by the caller.
    #[must_use = "futures do nothing unless polled"]
    pub struct Deferred<F, R, J, H: Hold, G = Unlimited> {
        // Dropped before the permit, as a body is.
        #[pin]
        future: Option<F>,
        stage: Stage<H>,
        how: Deferring<R, J, H>,
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

/// How a function that returns a future is judged. Told the type before the future, as `settle` is, so that a type that
/// will not do is blamed alone and once.
#[inline]
pub fn deferred<R, H, T, E>(judge: Judge<T, E>) -> Deferring<R, Judge<T, E>, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    H: Guarding,
{
    Deferring {
        judge,
        end: |end| match end {
            End::Returned(out, permit, judge) => out.settle(permit, judge, Late::Never, Unlimited),
            End::Rejected(open) => R::reject(open),
        },
    }
}

/// What waits for the future. Without bounds, for the sake of the diagnostic.
#[derive(Debug)]
pub struct Deferring<R, J, H: Hold> {
    judge: J,
    end: fn(End<R, J, H>) -> R,
}

/// How a call ends. One function takes both, so that the future has one pointer to carry.
#[derive(Debug)]
pub enum End<R, J, H: Hold> {
    /// The future was done.
    Returned(R, Guard<H>, J),
    /// The call was not made, or was cut.
    Rejected(CircuitOpen),
}

impl<R, J, H: Hold> Deferring<R, J, H> {
    /// The future of a call that was admitted, with what the eager part gave, or of one that was rejected.
    #[inline]
    pub fn of<F>(self, started: Result<(F, Guard<H>), CircuitOpen>) -> Deferred<F, R, J, H> {
        self.timed(started, Unlimited)
    }

    /// The same, where the call is bounded from its first poll on.
    #[inline]
    pub fn within<F>(
        self,
        started: Result<(F, Guard<H>), CircuitOpen>,
        limit: Duration,
    ) -> Deferred<F, R, J, H, Timer> {
        self.timed(started, limit.timer())
    }

    #[inline]
    fn timed<F, G>(self, started: Result<(F, Guard<H>), CircuitOpen>, timer: G) -> Deferred<F, R, J, H, G> {
        match started {
            Ok((future, permit)) => Deferred { future: Some(future), stage: Stage::Admitted(permit), how: self, timer },
            Err(open) => Deferred { future: None, stage: Stage::Refused(open), how: self, timer },
        }
    }
}

impl<F: Future, J: Copy, H: Hold, G: Timing> Future for Deferred<F, F::Output, J, H, G> {
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
                return Poll::Ready((this.how.end)(End::Rejected(open)));
            }
        };
        let polled = this.future.as_mut().as_pin_mut().map_or(Poll::Pending, |future| {
            let _entered = enter(&permit);
            this.timer.poll_body(future, context)
        });
        let Poll::Ready(out) = polled else {
            *this.stage = Stage::Begun(permit);
            return Poll::Pending;
        };
        this.future.set(None);
        Poll::Ready((this.how.end)(match out {
            Ok(out) => End::Returned(out, permit, this.how.judge),
            Err(cut) => End::Rejected(cut_short(permit, cut)),
        }))
    }
}

impl<F, R, J, H: Hold, G> fmt::Debug for Deferred<F, R, J, H, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred").finish_non_exhaustive()
    }
}
