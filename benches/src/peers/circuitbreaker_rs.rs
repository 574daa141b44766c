//! circuitbreaker-rs: a rate over the breaker's life, or consecutive failures; each call is timed.

use std::pin::pin;
use std::time::Duration;

use circuitbreaker_rs::{BreakerError, CircuitBreaker, DefaultPolicy};

use super::FOR_LONG;
use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::seen::Refusal;
use crate::subject::{Fault, bare};
use crate::topics::{ASYNC, FAILURE, PROBE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "circuitbreaker-rs 0.1";

type Breaker = CircuitBreaker<DefaultPolicy, Fault>;

/// Consecutive failures alone: there are never calls enough for the rate.
fn make(failures: u64, open_for: Duration) -> Breaker {
    Breaker::builder()
        .min_throughput(u64::MAX)
        .consecutive_failures(failures)
        .consecutive_successes(1)
        .cooldown(open_for)
        .build()
}

impl<E> Refusal for BreakerError<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Open)
    }
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make(5, FOR_LONG);
    plan.both(&SUCCESS, NAME, move || closed.call(|| bare(true)));
    let failing = make(u64::MAX, FOR_LONG);
    plan.both(&FAILURE, NAME, move || (failing.call(|| bare(false)), failing.call(|| bare(true))));
    let open = make(1, FOR_LONG);
    assert!(open.call(|| bare(false)).is_err(), "it opens");
    plan.both(&REJECTED, NAME, move || open.call(|| bare(true)));
    let probed = make(1, Duration::ZERO);
    plan.one(&PROBE, NAME, move || (probed.call(|| bare(false)), probed.call(|| bare(true))));
    let futures = make(5, FOR_LONG);
    plan.one(&ASYNC, NAME, move || polled(pin!(futures.call_async(|| bare_async(true)))));
    let awaited = make(5, FOR_LONG);
    plan.awaited(NAME, async move || awaited.call_async(|| bare_async(true)).await);
    plan.bytes(NAME, || make(5, FOR_LONG));
}
