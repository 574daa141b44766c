//! What an annotated function may return, by type and not by spelling: aliases and boxed futures need no syntax.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use super::body::begin;
use super::fallback::Output;
use super::limited::{Limiting, Unlimited, cut_short, within};
use super::running::End;
use crate::breaker::Core;
use crate::open::CircuitOpen;
use crate::outcome::Said;
use crate::permit::{Guard, Hold};
use crate::site::Held;

/// How a result is judged. A plain function pointer, so it is `Send`, `'static`, and no type of generated code.
pub type Judge<T, E> = fn(&Result<T, E>) -> Said;

/// How the rejection of a call that was admitted becomes a result.
pub type Reject<T, E> = fn(CircuitOpen) -> Result<T, E>;

/// What becomes of a call that was admitted, and whose future then begins too late, or is cut.
#[derive(Debug)]
pub enum Late<T, E> {
    /// It begins all the same, and nothing cuts it.
    Never,
    /// It begins all the same, and can be cut.
    Cut(Reject<T, E>),
    /// It does not begin, and can be cut.
    Reject(Reject<T, E>),
}

/// How a call site holds its breaker: for as long as a boxed future may live. Said of each type by itself, since the
/// compiler would else look through a breaker at each call.
pub trait Guarding: Hold + Send + Sync + 'static {}

impl Guarding for &'static Core {}
impl Guarding for Held {}

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
    fn settle<H: Guarding, L: Limiting>(
        self,
        permit: Guard<H>,
        judge: Judge<Self::Ok, Self::Err>,
        late: Late<Self::Ok, Self::Err>,
        limit: L,
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
    fn settle<H: Guarding, L: Limiting>(self, permit: Guard<H>, judge: Judge<T, E>, _: Late<T, E>, _: L) -> Self {
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
        impl<T, E> Timely for Pin<Box<dyn Future<Output = Result<T, E>> $(+ $auto)* + '_>> {}

        #[diagnostic::do_not_recommend]
        impl<'a, T: 'a, E: 'a> Returned for Pin<Box<dyn Future<Output = Result<T, E>> $(+ $auto)* + 'a>> {
            type Ok = T;
            type Err = E;
            type This = Self;

            fn settle<H: Guarding, L: Limiting>(
                mut self,
                permit: Guard<H>,
                judge: Judge<T, E>,
                late: Late<T, E>,
                limit: L,
            ) -> Self {
                Box::pin(async move {
                    let permit = match late {
                        Late::Never | Late::Cut(_) => permit,
                        Late::Reject(reject) => match begin(permit) {
                            Ok(permit) => permit,
                            Err(open) => return reject(open),
                        },
                    };
                    let ended = within(&permit, pin!(limit.timer()), self.as_mut()).await;
                    match (ended, late) {
                        (Ok(out), _) => out.settle(permit, judge, Late::Never, Unlimited),
                        (Err(cut), Late::Cut(reject) | Late::Reject(reject)) => {
                            drop(self);
                            reject(cut_short(permit, cut))
                        }
                        (Err(_), Late::Never) => unreachable!("nothing cuts a call that has no limit"),
                    }
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

/// Return types of functions that are not async, and whose calls can be cut.
#[diagnostic::on_unimplemented(
    message = "`call_timeout` bounds async functions, and one that returns `{Self}` gives no future",
    label = "there is nothing to cut: make the function async, or remove `call_timeout`"
)]
pub trait Timely {}

/// Asks whether the calls of a function that returns this can be cut. By reference, so that the call can be underlined
/// from the first to the last token of the limit.
#[inline]
pub const fn timely<R, T, E, P: Timely>(_: &Output<R, T, E, P>) {}

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

/// What an awaited call returns: what its body did, recorded as the judge says, or the error of a call that was rejected or
/// cut.
#[inline]
pub fn finish<R, T, E, H: Guarding>(end: End<R, H>, judge: Judge<T, E>) -> R
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
{
    match end.outcome() {
        Ok((out, permit)) => out.settle(permit, judge, Late::Reject(rejection), Unlimited),
        Err(open) => R::reject(open),
    }
}

/// As [`finish`], where rejected calls are answered by a fallback, and nothing cuts one.
#[inline]
pub fn finish_admitted<R, T, E, H: Guarding>(end: End<R, H>, judge: Judge<T, E>) -> R
where
    R: Returned<Ok = T, Err = E>,
{
    match end.outcome() {
        Ok((out, permit)) => out.settle(permit, judge, Late::Never, Unlimited),
        Err(_) => unreachable!("nothing cuts a call that has no limit"),
    }
}

/// Records what the function returned, as the judge says. In two steps, `settle(permit, judge).of(out)`, so that a return
/// type that will not do is blamed alone and once.
#[inline]
pub fn settle<R, H: Guarding, T, E>(permit: Guard<H>, judge: Judge<T, E>) -> Settle<R, Judge<T, E>, H>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
{
    Settle {
        permit,
        judge,
        record: |out, permit, judge, limit| out.settle(permit, judge, Late::Reject(rejection), limit),
        limit: Unlimited,
    }
}

/// As [`settle`], where rejected calls are answered by a fallback that has the arguments no more.
#[inline]
pub fn keep<R, H: Guarding, T, E>(permit: Guard<H>, judge: Judge<T, E>) -> Settle<R, Judge<T, E>, H>
where
    R: Returned<Ok = T, Err = E>,
{
    Settle {
        permit,
        judge,
        record: |out, permit, judge, limit| out.settle(permit, judge, Late::Never, limit),
        limit: Unlimited,
    }
}

/// As [`settle`], where the call is bounded.
#[inline]
pub fn settle_within<R, H: Guarding, T, E>(
    permit: Guard<H>,
    judge: Judge<T, E>,
    limit: Duration,
) -> Settle<R, Judge<T, E>, H, Duration>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
{
    Settle {
        permit,
        judge,
        record: |out, permit, judge, limit| out.settle(permit, judge, Late::Reject(rejection), limit),
        limit,
    }
}

/// As [`keep`], where the call is bounded.
#[inline]
pub fn keep_within<R, H: Guarding, T, E>(
    permit: Guard<H>,
    judge: Judge<T, E>,
    limit: Duration,
) -> Settle<R, Judge<T, E>, H, Duration>
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
{
    Settle {
        permit,
        judge,
        record: |out, permit, judge, limit| out.settle(permit, judge, Late::Cut(rejection), limit),
        limit,
    }
}

/// A permit that waits for what the function returns. Without bounds, for the sake of the diagnostic.
#[derive(Debug)]
pub struct Settle<R, J, H: Hold, L = Unlimited> {
    permit: Guard<H>,
    judge: J,
    record: fn(R, Guard<H>, J, L) -> R,
    limit: L,
}

impl<R, J, H: Hold, L> Settle<R, J, H, L> {
    /// Records the outcome and gives the value back.
    #[inline]
    pub fn of(self, out: R) -> R {
        (self.record)(out, self.permit, self.judge, self.limit)
    }
}

/// Asks a `failure_if`; the bound gives a closure its expected type.
#[inline]
pub fn ask<T, E, F: FnOnce(&Result<T, E>) -> bool>(failure_if: F, result: &Result<T, E>) -> bool {
    failure_if(result)
}
