//! Running the body of an annotated function.

use std::time::Duration;

use super::limited::{Limiting, Unlimited};
use super::returned::{FromOpen, Guarding, Judge, Late, Returned, rejection};
use crate::context::{self, Deadline};
use crate::inside::enter;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::site::Site;

/// Runs the body. It demands `FnOnce`, so a body that mutates what it captures may return references to it.
#[inline]
pub fn once<R, F: FnOnce() -> R, H: Hold>(permit: &Guard<H>, body: F) -> R {
    let _entered = enter(permit);
    body()
}

/// A call of a function that is not async and has no fallback: asks the site's circuit, runs the body, records what it
/// returns.
#[inline]
pub fn call<R, T, E, F>(site: &'static Site, judge: Judge<T, E>, body: F) -> R
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: FnOnce() -> R,
{
    whole(site.acquire(), judge, body, Unlimited)
}

/// The same, where a circuit has been asked already.
#[inline]
pub fn call_asked<R, T, E, F, H>(asked: Result<Guard<H>, CircuitOpen>, judge: Judge<T, E>, body: F) -> R
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: FnOnce() -> R,
    H: Guarding,
{
    whole(asked, judge, body, Unlimited)
}

/// The same, where what is returned is a future that is bounded.
#[inline]
pub fn call_within<R, T, E, F, H>(
    asked: Result<Guard<H>, CircuitOpen>,
    judge: Judge<T, E>,
    body: F,
    limit: Duration,
) -> R
where
    R: Returned<Ok = T, Err = E>,
    R::Err: FromOpen,
    F: FnOnce() -> R,
    H: Guarding,
{
    whole(asked, judge, body, limit)
}

#[inline]
fn whole<R, H, L>(
    asked: Result<Guard<H>, CircuitOpen>,
    judge: Judge<R::Ok, R::Err>,
    body: impl FnOnce() -> R,
    limit: L,
) -> R
where
    R: Returned,
    R::Err: FromOpen,
    H: Guarding,
    L: Limiting,
{
    match asked {
        Ok(permit) => {
            let out = once(&permit, body);
            out.settle(permit, judge, Late::Reject(rejection), limit)
        }
        Err(open) => R::reject(open),
    }
}

/// Gives an async block its expected type, in a branch that is never taken: `if false { return absurd(); }`.
pub fn absurd<R>() -> R {
    unreachable!("generated code never takes this branch")
}

/// Just before a future that was made under this permit is polled for the first time.
///
/// If the period that admitted it is over, or the caller's deadline, the circuit is asked again: a thousand futures made
/// before an outage do not all run into it.
///
/// # Errors
///
/// If the circuit does not admit the call any more.
#[inline]
pub fn begin<H: Hold>(permit: Guard<H>) -> Result<Guard<H>, CircuitOpen> {
    let nobody_waits = context::deadline().is_some_and(Deadline::has_passed);
    if nobody_waits || permit.is_late() { permit.renew() } else { Ok(permit) }
}
