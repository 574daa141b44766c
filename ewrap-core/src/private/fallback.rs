//! Fallbacks: what answers when the call was rejected or has failed.
//!
//! Generated code tells the return type once, to [`output`], and everything else is about what that found out. Where it
//! found nothing, because the function returns no result, nothing else can be wrong: one mistake is one message.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::time::Duration;

use super::answer::AnswerNow;
use super::body::{begin, once};
use super::limited::{Limiting, Unlimited, cut_short, within};
use super::returned::{FromOpen, Guarding, Judge, Reject, Returned, rejection};
use super::running::End;
use crate::open::{Cause, CircuitOpen};
use crate::outcome::Verdict;
use crate::permit::{Guard, Hold};
use crate::site::Site;

/// An argument that the fallback gets after the body has taken it.
#[diagnostic::on_unimplemented(
    message = "the fallback needs this argument again after a failure, and `{Self}` is not `Clone`",
    label = "`{Self}` is moved into the call and cannot be cloned for the fallback",
    note = "derive `Clone` for it, bound it by `Clone` if it is a type parameter, or take it by reference",
    note = "or fall back on rejected calls only, which clones nothing: `fallback_on = open`"
)]
pub trait Again: Sized {
    /// A clone.
    fn again(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<A: Clone> Again for A {
    #[inline]
    fn again(&self) -> Self {
        self.clone()
    }
}

/// Clones an argument for the fallback.
#[inline]
pub fn again<A: Again>(argument: &A) -> A {
    argument.again()
}

/// Calls a closure given as fallback; the bound gives it its expected type.
#[inline]
pub fn explain<E, V, F: FnOnce(Cause<E>) -> V>(fallback: F, cause: Cause<E>) -> V {
    fallback(cause)
}

/// What a function returns, asked once: an `R`, over `T` and `E`. `P` is `R` again, if that can be guarded at all.
pub struct Output<R, T, E, P> {
    pub(super) reject: Option<Reject<T, E>>,
    types: PhantomData<fn() -> (R, P)>,
}

impl<R, T, E, P> fmt::Debug for Output<R, T, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").finish_non_exhaustive()
    }
}

/// The return type of a function whose fallback may answer for rejections.
#[inline]
pub fn output<R, T, E, P>() -> Output<R, T, E, P>
where
    R: Returned<Ok = T, Err = E, This = P>,
{
    Output { reject: None, types: PhantomData }
}

/// The return type of a function whose fallback answers for failures only.
#[inline]
pub fn strict_output<R, T, E, P>() -> Output<R, T, E, P>
where
    R: Returned<Ok = T, Err = E, This = P>,
    R::Err: FromOpen,
{
    Output { reject: Some(rejection), types: PhantomData }
}

/// The cause of a call that was not made, where nothing else tells the type of the error.
#[inline]
pub fn refused<R, T, E, P>(_: Output<R, T, E, P>, open: CircuitOpen) -> Cause<E> {
    Cause::Rejected(open)
}

/// What became of the call, before the fallback is asked.
type Run<R, H> = Result<(R, Guard<H>), CircuitOpen>;

/// Return types of asynchronous functions with a fallback.
#[diagnostic::on_unimplemented(
    message = "with a fallback, an async function must return a `Result`, not `{Self}`",
    label = "a future in a future: await the inner one in the body"
)]
pub trait Fail<R>: Returned {
    /// Records the outcome: `Err` is an error that counted as a failure, `Ok` all that is returned as it is.
    ///
    /// # Errors
    ///
    /// The error that the fallback answers for.
    fn fail<H: Hold>(out: R, permit: Guard<H>, judge: Judge<Self::Ok, Self::Err>) -> Result<R, Self::Err>;

    /// A result as what the function returns, which is the same.
    fn same(result: Result<Self::Ok, Self::Err>) -> R;
}

impl<T, E> Fail<Self> for Result<T, E> {
    #[inline]
    fn fail<H: Hold>(out: Self, permit: Guard<H>, judge: Judge<T, E>) -> Result<Self, E> {
        let said = judge(&out);
        permit.end_as(said);
        match out {
            Err(error) if said.verdict == Verdict::Failure => Err(error),
            out => Ok(out),
        }
    }

    #[inline]
    fn same(result: Self) -> Self {
        result
    }
}

/// What an awaited call returned if that is no failure; else, or if it was cut, why a fallback answers.
///
/// # Errors
///
/// That cause.
#[inline]
pub fn tried<R, T, E, P, H>(end: End<R, H>, _: Output<R, T, E, P>, judge: Judge<T, E>) -> Result<R, Cause<E>>
where
    P: Fail<R, Ok = T, Err = E>,
    H: Hold,
{
    match end.outcome() {
        Ok((out, permit)) => P::fail(out, permit, judge).map_err(Cause::Failed),
        Err(open) => Err(Cause::Rejected(open)),
    }
}

/// What becomes of a call before the fallback is asked.
#[derive(Debug)]
pub struct How<T, E, L> {
    judge: Judge<T, E>,
    /// Of one that is not made, or whose future begins too late, if the fallback does not answer for it.
    reject: Option<Reject<T, E>>,
    limit: L,
}

/// Return types for which this fallback can answer.
#[diagnostic::on_unimplemented(
    message = "this fallback cannot answer for a function that returns `{Self}`",
    label = "its answer has another type, or its future is not `Send` where the function's must be"
)]
pub trait Rescue<F, R>: Returned {
    /// The function's value, or the fallback's.
    fn rescue<H: Guarding, L: Limiting>(run: Run<R, H>, how: How<Self::Ok, Self::Err, L>, fallback: F) -> R;

    /// The fallback's value, for a call that was not made.
    fn instead(open: CircuitOpen, fallback: F) -> R;
}

/// [`Rescue`] the other way round, so that the compiler blames the fallback and not the return type.
pub trait Rescues<P: Returned, R>: Sized {
    /// [`Rescue::rescue`].
    fn rescues<H: Guarding, L: Limiting>(self, run: Run<R, H>, how: How<P::Ok, P::Err, L>) -> R;

    /// [`Rescue::instead`].
    fn answers(self, open: CircuitOpen) -> R;
}

impl<F, P: Rescue<F, R>, R> Rescues<P, R> for F {
    #[inline]
    fn rescues<H: Guarding, L: Limiting>(self, run: Run<R, H>, how: How<P::Ok, P::Err, L>) -> R {
        P::rescue(run, how, self)
    }

    #[inline]
    fn answers(self, open: CircuitOpen) -> R {
        P::instead(open, self)
    }
}

impl<T, E, F, A> Rescue<F, Self> for Result<T, E>
where
    F: FnOnce(Cause<E>) -> A,
    A: AnswerNow<Self>,
{
    #[inline]
    fn rescue<H: Guarding, L: Limiting>(run: Run<Self, H>, how: How<T, E, L>, fallback: F) -> Self {
        let cause = match (run, how.reject) {
            (Err(open), Some(reject)) => return reject(open),
            (Err(open), None) => Cause::Rejected(open),
            (Ok((out, permit)), _) => match Self::fail(out, permit, how.judge) {
                Ok(out) => return out,
                Err(error) => Cause::Failed(error),
            },
        };
        fallback(cause).now()
    }

    #[inline]
    fn instead(open: CircuitOpen, fallback: F) -> Self {
        fallback(Cause::Rejected(open)).now()
    }
}

/// A boxed future is boxed again, with the permit and the fallback inside.
macro_rules! boxed {
    ($($auto:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<'a, T, E, F, A> Rescue<F, Self> for Pin<Box<dyn Future<Output = Result<T, E>> $(+ $auto)* + 'a>>
        where
            T: 'a,
            E: 'a,
            F: FnOnce(Cause<E>) -> A $(+ $auto)* + 'a,
            A: Future<Output = Result<T, E>> $(+ $auto)* + 'a,
        {
            fn rescue<H: Guarding, L: Limiting>(run: Run<Self, H>, how: How<T, E, L>, fallback: F) -> Self {
                Box::pin(async move {
                    let cause = match (run, how.reject) {
                        (Err(open), Some(reject)) => return reject(open),
                        (Err(open), None) => Cause::Rejected(open),
                        (Ok((mut future, permit)), reject) => match (begin(permit), reject) {
                            (Ok(permit), _) => {
                                let ended = within(&permit, pin!(how.limit.timer()), future.as_mut()).await;
                                match ended {
                                    Ok(out) => match Result::fail(out, permit, how.judge) {
                                        Ok(out) => return out,
                                        Err(error) => Cause::Failed(error),
                                    },
                                    Err(cut) => {
                                        drop(future);
                                        Cause::Rejected(cut_short(permit, cut))
                                    }
                                }
                            }
                            (Err(open), Some(reject)) => return reject(open),
                            (Err(open), None) => Cause::Rejected(open),
                        },
                    };
                    fallback(cause).await
                })
            }

            fn instead(open: CircuitOpen, fallback: F) -> Self {
                Box::pin(async move { fallback(Cause::Rejected(open)).await })
            }
        }
    };
}

boxed!();
boxed!(Send);
boxed!(Sync);
boxed!(Send Sync);

/// The function's value, or the fallback's.
#[inline]
pub fn rescue<R, T, E, P, H, F, A>(
    run: Run<R, H>,
    Output { reject, .. }: Output<R, T, E, P>,
    judge: Judge<T, E>,
    fallback: F,
) -> R
where
    P: Returned<Ok = T, Err = E>,
    F: FnOnce(Cause<E>) -> A + Rescues<P, R>,
    H: Guarding,
{
    fallback.rescues(run, How { judge, reject, limit: Unlimited })
}

/// A call of a function that is not async, from its beginning: asks the site's circuit, runs the body, records what it
/// returns, and asks the fallback. What the body holds of a call that was not made it holds until the fallback is done.
#[inline]
pub fn call_or<R, T, E, P, B, F, A>(
    site: &'static Site,
    Output { reject, .. }: Output<R, T, E, P>,
    judge: Judge<T, E>,
    body: B,
    fallback: F,
) -> R
where
    P: Returned<Ok = T, Err = E>,
    B: FnOnce() -> R,
    F: FnOnce(Cause<E>) -> A + Rescues<P, R>,
{
    let run = match site.acquire() {
        Ok(permit) => Ok((once(&permit, body), permit)),
        Err(open) => Err(open),
    };
    fallback.rescues(run, How { judge, reject, limit: Unlimited })
}

/// As [`rescue`], where the call is bounded: the fallback answers for one that is cut, too.
#[inline]
pub fn rescue_within<R, T, E, P, H, F, A>(
    run: Run<R, H>,
    Output { reject, .. }: Output<R, T, E, P>,
    judge: Judge<T, E>,
    limit: Duration,
    fallback: F,
) -> R
where
    P: Returned<Ok = T, Err = E>,
    F: FnOnce(Cause<E>) -> A + Rescues<P, R>,
    H: Guarding,
{
    fallback.rescues(run, How { judge, reject, limit })
}

/// The fallback's value, for a call that was not made.
#[inline]
pub fn instead<R, T, E, P, F, A>(open: CircuitOpen, _: Output<R, T, E, P>, fallback: F) -> R
where
    P: Returned<Ok = T, Err = E>,
    F: FnOnce(Cause<E>) -> A + Rescues<P, R>,
{
    fallback.answers(open)
}
