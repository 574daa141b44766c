//! An awaited call with a fallback: one future, which is the body's first, and then the fallback's.
//!
//! A struct and not an async block, which would store both. What is said of the return type is said to [`rescued`], before
//! there is a future: bounds upon [`run_or`] would be told again by who awaits. Invariants: the body is dropped before its
//! permit ends, and the permit has ended when the fallback is asked.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use super::fallback::{Fail, Output};
use super::limited::Unlimited;
use super::returned::{Judge, Reject};
use super::running::{End, Running};
use crate::open::Cause;
use crate::scope;
use crate::site::Site;

/// Records how a call ended: `Ok` is what is returned, `Err` the future of the fallback's answer.
type Conclude<R, T, E, G, A> = fn(End<R, scope::Own>, Judge<T, E>, Option<Reject<T, E>>, G) -> Result<R, A>;

/// What is made of the end. By pointers, so that the future needs no bounds.
pub struct Rescued<R, T, E, G, A> {
    judge: Judge<T, E>,
    /// Of a call that was not made, if the fallback does not answer for it.
    reject: Option<Reject<T, E>>,
    conclude: Conclude<R, T, E, G, A>,
    fallback: Option<G>,
    poll: fn(Pin<&mut A>, &mut Context<'_>) -> Poll<R>,
}

/// How a function with a fallback is judged, and what answers. The bounds stand here, where the fallback is spoken of.
#[inline]
pub fn rescued<R, T, E, P, G, A>(
    Output { reject, .. }: Output<R, T, E, P>,
    judge: Judge<T, E>,
    fallback: G,
) -> Rescued<R, T, E, G, A>
where
    P: Fail<R, Ok = T, Err = E>,
    G: FnOnce(Cause<E>) -> A,
    A: Future<Output = R>,
{
    let conclude: Conclude<R, T, E, G, A> = |end, judge, reject, fallback| {
        let cause = match (end.outcome(), reject) {
            (Ok((out, permit)), _) => match P::fail(out, permit, judge) {
                Ok(out) => return Ok(out),
                Err(error) => Cause::Failed(error),
            },
            (Err(open), Some(reject)) => return Ok(P::same(reject(open))),
            (Err(open), None) => Cause::Rejected(open),
        };
        Err(fallback(cause))
    };
    Rescued { judge, reject, conclude, fallback: Some(fallback), poll: A::poll }
}

impl<R, T, E, G, A> fmt::Debug for Rescued<R, T, E, G, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rescued").finish_non_exhaustive()
    }
}

pin_project! {
    #[must_use = "futures do nothing unless polled"]
    struct Rescuing<F, R, T, E, G, A> {
        #[pin]
        stage: Stage<F, A>,
        rescued: Rescued<R, T, E, G, A>,
    }
}

pin_project! {
    #[project = Projected]
    enum Stage<F, A> {
        Body {
            #[pin]
            running: Running<F, scope::Own, Unlimited>,
        },
        Answer {
            #[pin]
            future: A,
        },
        Done,
    }
}

/// Runs the body of an async function, if the site's circuit admits it, and answers by the fallback if it does not, or if
/// the body failed. What the body holds of a call that was not made is dropped before the fallback is asked.
#[inline]
pub fn run_or<R, T, E, G, A, F: Future<Output = R>>(
    site: &'static Site,
    body: F,
    rescued: Rescued<R, T, E, G, A>,
) -> impl Future<Output = R> {
    Rescuing { stage: Stage::Body { running: Running::asked(site.acquire(), body, Unlimited) }, rescued }
}

impl<R, T, E, G, A, F: Future<Output = R>> Future for Rescuing<F, R, T, E, G, A> {
    type Output = R;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<R> {
        let mut this = self.project();
        let Rescued { judge, reject, conclude, fallback, poll } = this.rescued;
        if let Projected::Body { running } = this.stage.as_mut().project() {
            // The body is dropped when this is ready.
            let end = ready!(running.poll(context));
            this.stage.set(Stage::Done);
            if let Some(fallback) = fallback.take() {
                match conclude(end, *judge, *reject, fallback) {
                    Ok(out) => return Poll::Ready(out),
                    Err(future) => this.stage.set(Stage::Answer { future }),
                }
            }
        }
        let Projected::Answer { future } = this.stage.as_mut().project() else {
            panic!("a guarded future was polled after it was done");
        };
        let out = ready!(poll(future, context));
        this.stage.set(Stage::Done);
        Poll::Ready(out)
    }
}
