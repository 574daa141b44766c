//! What an annotated function may return, by type and not by spelling: aliases and boxed futures need no syntax.

use std::future::Future;
use std::pin::Pin;

use super::body::begin;
use crate::inside::inside;
use crate::open::CircuitOpen;
use crate::outcome::Said;
use crate::permit::{Guard, Hold};

/// How a result is judged. A plain function pointer, so it is `Send`, `'static`, and no type of generated code.
pub type Judge<T, E> = fn(&Result<T, E>) -> Said;

/// How the rejection of a call that was admitted, but whose future begins too late, becomes a result. `None`: it begins
/// all the same.
pub type Reject<T, E> = Option<fn(CircuitOpen) -> Result<T, E>>;

/// How a call site holds its breaker: for as long as a boxed future may live.
pub trait Guarding: Hold + Send + Sync + 'static {}

impl<H: Hold + Send + Sync + 'static> Guarding for H {}

/// A return type whose outcome a breaker can tell.
#[diagnostic::on_unimplemented(
    message = "a function guarded by `#[circuit_breaker]` must return a `Result`, not `{Self}`",
    label = "not a `Result`, nor a boxed future of one",
    note = "without an error the breaker cannot see a failure: return a `Result`"
)]
pub trait Returned: Sized {
    /// The value of a success.
    type Ok;
    /// The error.
    type Err;
    /// The type itself. Bounds upon it go unsaid where there is none, because the function returns something else.
    type This;

    /// Records the outcome and gives the value back.
    fn settle<H: Guarding>(
        self,
        permit: Guard<H>,
        judge: Judge<Self::Ok, Self::Err>,
        reject: Reject<Self::Ok, Self::Err>,
    ) -> Self;

    /// The value that says the call was not made.
    fn reject(open: CircuitOpen) -> Self
    where
        Self::Err: FromOpen;
}

impl<T, E> Returned for Result<T, E> {
    type Ok = T;
    type Err = E;
    type This = Self;

    #[inline]
    fn settle<H: Guarding>(self, permit: Guard<H>, judge: Judge<T, E>, _: Reject<T, E>) -> Self {
        permit.end_as(judge(&self));
        self
    }

    #[cold]
    fn reject(open: CircuitOpen) -> Self
    where
        E: FromOpen,
    {
        Err(E::from_open(open))
    }
}

/// A boxed future is boxed again, with the permit inside.
macro_rules! boxed {
    ($($auto:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<'a, T: 'a, E: 'a> Returned for Pin<Box<dyn Future<Output = Result<T, E>> $(+ $auto)* + 'a>> {
            type Ok = T;
            type Err = E;
            type This = Self;

            fn settle<H: Guarding>(mut self, permit: Guard<H>, judge: Judge<T, E>, reject: Reject<T, E>) -> Self {
                Box::pin(async move {
                    let permit = match reject {
                        None => permit,
                        Some(reject) => match begin(permit) {
                            Ok(permit) => permit,
                            Err(open) => return reject(open),
                        },
                    };
                    let out = inside(&permit, self.as_mut()).await;
                    out.settle(permit, judge, None)
                })
            }

            #[cold]
            fn reject(open: CircuitOpen) -> Self
            where
                E: FromOpen,
            {
                // The error is made when the future is polled, so it need not be `Send`.
                Box::pin(async move { Err(E::from_open(open)) })
            }
        }
    };
}

boxed!();
boxed!(Send);
boxed!(Sync);
boxed!(Send Sync);

/// Made from the rejection of a call: every error with a `From<CircuitOpen>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from `ewrap::CircuitOpen`, the error of a rejected call",
    label = "`{Self}` needs `From<ewrap::CircuitOpen>`, or the attribute a `fallback`",
    note = "add `impl From<ewrap::CircuitOpen> for {Self}` (with thiserror: a variant with `#[from] ewrap::CircuitOpen`), or the bound `{Self}: From<ewrap::CircuitOpen>` if it is a type parameter",
    note = "or answer rejected calls yourself: `#[circuit_breaker(.., fallback = path::to::function)]`"
)]
pub trait FromOpen: Sized {
    /// The error that says the call was not made.
    fn from_open(open: CircuitOpen) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E: From<CircuitOpen>> FromOpen for E {
    fn from_open(open: CircuitOpen) -> Self {
        Self::from(open)
    }
}

/// The answer to a rejected call where there is no fallback.
#[inline]
pub fn rejected<R: Returned>(open: CircuitOpen) -> R
where
    R::Err: FromOpen,
{
    R::reject(open)
}

/// The rejection as a result.
pub(super) fn rejection<T, E: FromOpen>(open: CircuitOpen) -> Result<T, E> {
    Err(E::from_open(open))
}

/// Records what the function returned, as the judge says. In two steps, `settle(permit, judge).of(out)`, so that a return
/// type that will not do is blamed alone and once.
#[inline]
pub fn settle<R, H: Guarding, T, E>(permit: Guard<H>, judge: Judge<T, E>) -> Settle<R, Judge<T, E>, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
{
    Settle { permit, judge, record: |out, permit, judge| out.settle(permit, judge, Some(rejection)) }
}

/// As [`settle`], where rejected calls are answered by a fallback that has the arguments no more.
#[inline]
pub fn keep<R, H: Guarding, T, E>(permit: Guard<H>, judge: Judge<T, E>) -> Settle<R, Judge<T, E>, H>
where
    R: Returned<Ok = T, Err = E>,
{
    Settle { permit, judge, record: |out, permit, judge| out.settle(permit, judge, None) }
}

/// A permit that waits for what the function returns. Without bounds, for the sake of the diagnostic.
#[derive(Debug)]
pub struct Settle<R, J, H: Hold> {
    permit: Guard<H>,
    judge: J,
    record: fn(R, Guard<H>, J) -> R,
}

impl<R, J, H: Hold> Settle<R, J, H> {
    /// Records the outcome and gives the value back.
    #[inline]
    pub fn of(self, out: R) -> R {
        (self.record)(out, self.permit, self.judge)
    }
}

/// Asks a `failure_if`; the bound gives a closure its expected type.
#[inline]
pub fn ask<T, E, F: FnOnce(&Result<T, E>) -> bool>(failure_if: F, result: &Result<T, E>) -> bool {
    failure_if(result)
}
