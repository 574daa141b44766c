//! The other school: every return is spelled, and nobody uses question marks.
#![deny(clippy::implicit_return, clippy::question_mark_used)]
#![expect(clippy::needless_return, reason = "the two schools exclude each other")]

use core::future::ready;

use ewrap::circuit_breaker;

use crate::support::{Fail, run};

/// Plain.
#[circuit_breaker(name = "lints.returns.plain")]
fn plain(number: u8) -> Result<u8, Fail> {
    return Ok(number);
}

/// Async.
#[circuit_breaker(name = "lints.returns.asynchronous")]
async fn asynchronous(number: u8) -> Result<u8, Fail> {
    ready(()).await;
    return Ok(number);
}

/// Returns a future.
#[circuit_breaker(name = "lints.returns.implied")]
fn implied(number: u8) -> impl Future<Output = Result<u8, Fail>> {
    return ready(Ok(number));
}

/// Falls back.
#[circuit_breaker(name = "lints.returns.fallback", fallback = plain, ignore(Fail::Missing))]
fn fallback(number: u8) -> Result<u8, Fail> {
    return Ok(number);
}

/// Falls back later.
#[circuit_breaker(name = "lints.returns.async_fallback", fallback = asynchronous, failure_if = Result::is_err)]
async fn async_fallback(number: u8) -> Result<u8, Fail> {
    return asynchronous(number).await;
}

/// Calls them all.
pub(crate) fn all() -> Result<(), Fail> {
    let later = [run(asynchronous(1)), run(implied(2)), run(async_fallback(3))];
    let all_ok = later.iter().all(|result| return matches!(*result, Some(Ok(_))));
    if !all_ok || plain(1).is_err() || fallback(2).is_err() {
        return Err(Fail::Missing);
    }
    return Ok(());
}
