//! nobreak: the smallest one, consecutive failures behind a mutex.

use std::pin::pin;
use std::time::Duration;

use nobreak::{CircuitBreaker, CircuitError, builder};

use super::FOR_LONG;
use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::seen::Refusal;
use crate::subject::bare;
use crate::topics::{ASYNC, FAILURE, PROBE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "nobreak 0.1";

fn make(failures: usize, open_for: Duration) -> CircuitBreaker {
    builder().with_failure_threshold(failures).with_success_threshold(1).with_open_duration(open_for).build()
}

impl<E> Refusal for CircuitError<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Open)
    }
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make(5, FOR_LONG);
    plan.both(&SUCCESS, NAME, move || closed.call(|| bare(true)));
    let failing = make(usize::MAX, FOR_LONG);
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
