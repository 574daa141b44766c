//! A call that may take only so long: `call_timeout`, and the shorter deadline of the caller.
//!
//! Who is to blame decides what a cut call counts as. Cut by its own limit it is a failure of the dependency; cut by its
//! caller's shorter deadline it is cancelled, so that one impatient client cannot trip the circuit for all.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::context::{Context, Deadline, enforced_deadline, timer};
use crate::inside::inside;
use crate::open::{CircuitOpen, Reason};
use crate::outcome::Outcome;
use crate::permit::{Guard, Hold};

/// Awaits the body for at most `limit`, or until the deadline of the context if that is sooner. What runs inside sees
/// that moment as its deadline.
///
/// # Errors
///
/// If the moment came first. The body is dropped when the caller drops it.
///
/// # Panics
///
/// Outside of a tokio runtime with a timer.
pub async fn limited<F: Future + ?Sized, H: Hold>(
    permit: &Guard<H>,
    body: Pin<&mut F>,
    limit: Duration,
) -> Result<F::Output, CircuitOpen> {
    let own = Deadline::after(limit);
    let (until, reason) = match enforced_deadline() {
        // Who called cuts this call along with its own, and is told the reason: no second timer runs against the first.
        Some((callers, true)) if callers <= own => return Ok(inside(permit, body).await),
        Some((callers, false)) if callers < own => (callers, Reason::DeadlineExceeded),
        _ => (own, Reason::TimedOut),
    };
    let call = Context::enforced(until).scope_async(inside(permit, body));
    timer::until(until, call).await.ok_or_else(|| permit.cut_by(reason, limit))
}

/// Says what a call counts as that was cut.
pub fn cut<H: Hold>(permit: Guard<H>, open: &CircuitOpen) {
    permit.end(if open.reason() == Reason::TimedOut { Outcome::Failure } else { Outcome::Cancelled }, None);
}
