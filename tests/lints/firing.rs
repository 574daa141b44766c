//! Lints that must still fire: each expectation is one that the function fulfils without its guard, too.

use core::future::ready;

use ewrap::circuit_breaker;

use crate::support::{Fail, run, seen};

/// An argument nobody reads.
#[expect(unused_variables, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_argument")]
fn unused_argument(unread: u8) -> Result<u8, Fail> {
    Ok(1)
}

/// The same, async.
#[expect(unused_variables, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_async_argument")]
async fn unused_async_argument(unread: u8) -> Result<u8, Fail> {
    Ok(ready(1).await)
}

/// The same, with a fallback that does not read it either.
#[expect(unused_variables, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_with_closure", fallback = |_| Ok(0))]
fn unused_with_closure(unread: u8) -> Result<u8, Fail> {
    Ok(1)
}

/// A part of an argument that neither the body nor the key reads.
#[expect(unused_variables, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_beside_key", key = id)]
fn unused_beside_key((id, unread): (u8, u8)) -> Result<u8, Fail> {
    Ok(1)
}

/// An argument that need not be `mut`.
#[expect(unused_mut, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_mut")]
fn unused_mut(mut number: u8) -> Result<u8, Fail> {
    Ok(number)
}

/// A function nobody calls.
#[expect(dead_code, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.dead")]
fn dead() -> Result<u8, Fail> {
    Ok(1)
}

/// Has a method nobody calls.
#[derive(Debug, Clone, Copy)]
struct Idle;

#[expect(dead_code, reason = "it must be found")]
impl Idle {
    /// Not called.
    #[circuit_breaker(name = "lints.firing.dead_method")]
    async fn dead(self) -> Result<u8, Fail> {
        ready(Ok(1)).await
    }
}

/// A result that nobody looks at.
#[expect(unused_must_use, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_result")]
fn unused_result() -> Result<u8, Fail> {
    unused_mut(1);
    Ok(1)
}

/// Code behind a return.
#[expect(unreachable_code, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unreachable")]
fn unreachable() -> Result<u8, Fail> {
    return Ok(1);
    Ok(2)
}

/// A variable nobody reads, and one that is shadowed.
#[expect(unused_variables, clippy::shadow_unrelated, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.unused_local")]
fn unused_local() -> Result<u8, Fail> {
    let unread = 1_u8;
    let other = 2_u8;
    let other = 3_u8;
    Ok(other)
}

/// An operator that does nothing, one that may overflow.
#[expect(clippy::identity_op, clippy::arithmetic_side_effects, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.body")]
fn body(number: u8) -> Result<u8, Fail> {
    Ok((number + 1) * 1)
}

/// A lifetime that could be elided.
#[expect(clippy::needless_lifetimes, single_use_lifetimes, reason = "it must be found")]
#[circuit_breaker(name = "lints.firing.signature")]
fn signature<'text>(text: &'text str) -> Result<usize, Fail> {
    Ok(text.len())
}

/// Calls those that are called.
pub(crate) fn all() -> Result<(), Fail> {
    seen(&[
        unused_argument(1)?,
        unused_with_closure(1)?,
        unused_beside_key((1, 2))?,
        unused_mut(1)?,
        unused_result()?,
        unreachable()?,
    ]);
    seen(&[unused_local()?, body(1)?, run(unused_async_argument(1)).ok_or(Fail::Missing)??]);
    seen(&(signature("text")?, Idle));
    Ok(())
}
