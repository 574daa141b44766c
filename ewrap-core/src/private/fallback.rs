//! Fallbacks: what answers when the call was rejected or has failed.
//!
//! A fallback gives a `Result` or a future of one. [`Fallen`] makes a future of either, found by method resolution, so
//! no bound stands on the user's function and generated code is the same for both.

use std::fmt;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

use super::body::begin;
use super::returned::{FromOpen, Guarding, Judge, Reject, Returned, rejection};
use crate::inside::inside;
use crate::open::{Cause, CircuitOpen};
use crate::outcome::{Verdict, verdict};
use crate::permit::{Guard, Hold};

/// An argument that the fallback gets after the body has taken it.
#[diagnostic::on_unimplemented(
    message = "the fallback needs this argument again after a failure, and `{Self}` is not `Clone`",
    label = "`{Self}` is moved into the call and cannot be cloned for the fallback",
    note = "derive `Clone` for it, or take it by reference",
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

/// What a fallback gave.
#[derive(Debug)]
pub struct Fallen<V>(pub V);

impl<T, E> Fallen<Result<T, E>> {
    /// A result is a future that is ready.
    #[inline]
    pub fn resolve(self) -> Ready<Result<T, E>> {
        ready(self.0)
    }
}

/// A future of a result is what it is.
pub trait Resolve {
    /// The future.
    type Future;
    /// The future of the fallback's answer.
    fn resolve(self) -> Self::Future;
}

impl<F: Future> Resolve for Fallen<F> {
    type Future = F;

    #[inline]
    fn resolve(self) -> F {
        self.0
    }
}

/// What a fallback may give; nothing implements it, since those that may are found before it.
#[diagnostic::on_unimplemented(
    message = "a fallback must return what the function returns: a `Result`, or in an async function a future of one, not `{Self}`",
    label = "returns `{Self}`"
)]
pub trait FallbackResult {}

/// Method resolution comes here last: the value is neither a result nor a future.
pub trait Refuse {
    /// What the fallback gave.
    type Value;
    /// Does not compile.
    fn resolve(&self) -> Ready<Self::Value>
    where
        Self::Value: FallbackResult;
}

impl<V> Refuse for Fallen<V> {
    type Value = V;

    fn resolve(&self) -> Ready<V>
    where
        V: FallbackResult,
    {
        unreachable!("nothing implements the bound")
    }
}

/// What became of the call, before the fallback is asked.
pub struct Run<R: Returned, H: Hold>(Stage<R, H>);

impl<R: Returned, H: Hold> fmt::Debug for Run<R, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Stage::Returned { .. } => "Run::Returned(..)",
            Stage::Rejected(_) => "Run::Rejected(..)",
        })
    }
}

enum Stage<R: Returned, H: Hold> {
    Returned { out: R, permit: Guard<H>, judge: Judge<R::Ok, R::Err>, reject: Reject<R::Ok, R::Err> },
    Rejected(CircuitOpen),
}

impl<R: Returned, H: Hold> Run<R, H> {
    /// The body has run; the fallback may answer for rejections too.
    #[inline]
    pub fn returned(out: R, permit: Guard<H>) -> Self {
        Self::returned_by(out, permit, verdict)
    }

    /// The same, in the words of the attribute.
    #[inline]
    pub fn returned_by(out: R, permit: Guard<H>, judge: Judge<R::Ok, R::Err>) -> Self {
        Self(Stage::Returned { out, permit, judge, reject: None })
    }

    /// The body has run; the fallback answers for failures only.
    #[inline]
    pub fn strict(out: R, permit: Guard<H>) -> Self
    where
        R::Err: FromOpen,
    {
        Self::strict_by(out, permit, verdict)
    }

    /// The same, in the words of the attribute.
    #[inline]
    pub fn strict_by(out: R, permit: Guard<H>, judge: Judge<R::Ok, R::Err>) -> Self
    where
        R::Err: FromOpen,
    {
        Self(Stage::Returned { out, permit, judge, reject: Some(rejection) })
    }

    /// The call was not made.
    #[inline]
    pub fn rejected(open: CircuitOpen) -> Self {
        Self(Stage::Rejected(open))
    }
}

/// Records the outcome: `Err` is an error that counted as a failure, `Ok` all that is returned as it is.
///
/// # Errors
///
/// The error that the fallback answers for.
#[inline]
pub fn failed<T, E, H: Hold>(out: Result<T, E>, permit: Guard<H>) -> Result<Result<T, E>, E> {
    failed_by(out, permit, verdict)
}

/// The same, in the words of the attribute.
///
/// # Errors
///
/// The error that the fallback answers for.
#[inline]
pub fn failed_by<T, E, H: Hold>(out: Result<T, E>, permit: Guard<H>, judge: Judge<T, E>) -> Result<Result<T, E>, E> {
    let verdict = judge(&out);
    permit.end(verdict.into(), None);
    match out {
        Err(error) if verdict == Verdict::Failure => Err(error),
        out => Ok(out),
    }
}

/// Return types for which this fallback can answer.
#[diagnostic::on_unimplemented(
    message = "this fallback cannot answer for a function that returns `{Self}`",
    label = "its answer has another type, or comes from a future that the function cannot await"
)]
pub trait Rescue<F>: Returned {
    /// The function's value, or the fallback's.
    fn rescue<H: Guarding>(run: Run<Self, H>, fallback: F) -> Self;

    /// The fallback's value, for a call that was not made.
    fn instead(open: CircuitOpen, fallback: F) -> Self;
}

/// The answer of a fallback that is called in a function which cannot await.
#[diagnostic::on_unimplemented(
    message = "a function that is not async needs a fallback that is not async, and that returns the same type",
    label = "expected the function's own return type"
)]
pub trait AnswerNow<R> {
    /// The answer.
    fn now(self) -> R;
}

impl<R> AnswerNow<R> for Ready<R> {
    #[inline]
    fn now(self) -> R {
        self.into_inner()
    }
}

impl<T, E, F, A> Rescue<F> for Result<T, E>
where
    F: FnOnce(Cause<E>) -> A,
    A: AnswerNow<Self>,
{
    #[inline]
    fn rescue<H: Guarding>(run: Run<Self, H>, fallback: F) -> Self {
        let cause = match run.0 {
            Stage::Rejected(open) => Cause::Rejected(open),
            Stage::Returned { out, permit, judge, .. } => match failed_by(out, permit, judge) {
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
        impl<'a, T, E, F, A> Rescue<F> for Pin<Box<dyn Future<Output = Result<T, E>> $(+ $auto)* + 'a>>
        where
            T: 'a,
            E: 'a,
            F: FnOnce(Cause<E>) -> A $(+ $auto)* + 'a,
            A: Future<Output = Result<T, E>> $(+ $auto)* + 'a,
        {
            fn rescue<H: Guarding>(run: Run<Self, H>, fallback: F) -> Self {
                Box::pin(async move {
                    let cause = match run.0 {
                        Stage::Rejected(open) => Cause::Rejected(open),
                        Stage::Returned { mut out, permit, judge, reject } => match (begin(permit), reject) {
                            (Ok(permit), _) => {
                                let out = inside(&permit, out.as_mut()).await;
                                match failed_by(out, permit, judge) {
                                    Ok(out) => return out,
                                    Err(error) => Cause::Failed(error),
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
boxed!(Send Sync);

/// The function's value, or the fallback's.
#[inline]
pub fn rescue<R: Rescue<F>, F, H: Guarding>(run: Run<R, H>, fallback: F) -> R {
    R::rescue(run, fallback)
}

/// The fallback's value, for a call that was not made.
#[inline]
pub fn instead<R: Rescue<F>, F>(open: CircuitOpen, fallback: F) -> R {
    R::instead(open, fallback)
}
