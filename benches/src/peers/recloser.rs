//! recloser: the share of failures in a ring of calls.
//!
//! A ring is judged from the call after it is full on, so even a ring of one needs two failures to open and two probes to
//! close.

use std::pin::pin;
use std::time::Duration;

use recloser::{AsyncRecloser, Error, Recloser};

use super::FOR_LONG;
use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::seen::Refusal;
use crate::subject::bare;
use crate::topics::{ASYNC, FAILURE, POLICY, PROBE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "recloser 1.4";
pub(crate) const WINDOW: &str = "recloser 1.4, ring of 100 calls";

fn make() -> Recloser {
    Recloser::custom().error_rate(0.9).closed_len(100).open_wait(FOR_LONG).build()
}

fn smallest(open_for: Duration) -> Recloser {
    Recloser::custom().error_rate(0.9).closed_len(1).half_open_len(1).open_wait(open_for).build()
}

impl<E> Refusal for Error<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Rejected)
    }
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make();
    plan.both(&SUCCESS, NAME, move || closed.call(|| bare(true)));
    let window = make();
    plan.both(&POLICY, WINDOW, move || window.call(|| bare(true)));
    let failing = make();
    plan.both(&FAILURE, NAME, move || (failing.call(|| bare(false)), failing.call(|| bare(true))));
    let open = smallest(FOR_LONG);
    for _ in 0..2 {
        assert!(open.call(|| bare(false)).is_err(), "it opens");
    }
    plan.both(&REJECTED, NAME, move || open.call(|| bare(true)));
    let probed = smallest(Duration::ZERO);
    plan.one(&PROBE, "recloser 1.4 (two failures, two probes)", move || {
        let failures = (probed.call(|| bare(false)), probed.call(|| bare(false)));
        (failures, (probed.call(|| bare(true)), probed.call(|| bare(true))))
    });
    let futures = AsyncRecloser::from(make());
    plan.one(&ASYNC, NAME, move || polled(pin!(futures.call(bare_async(true)))));
    let awaited = AsyncRecloser::from(make());
    plan.awaited(NAME, async move || awaited.call(bare_async(true)).await);
    plan.bytes("recloser 1.4, ring of 100 calls", make);
}
