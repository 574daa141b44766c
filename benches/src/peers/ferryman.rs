//! ferryman-core: the breaker of a proxy, consecutive failures in a few atomics. It has two steps and no call.

use ferryman_core::{Breaker, BreakerConfig};

use super::FOR_LONG;
use crate::plan::Plan;
use crate::subject::{Fault, bare};
use crate::topics::{FAILURE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "ferryman-core 0.3";

fn make(failures: u32) -> Breaker {
    let config = BreakerConfig::default().with_failure_threshold(failures).with_cooldown(FOR_LONG);
    Breaker::new(config).expect("the config is in its limits")
}

/// The call that its users write.
#[inline]
fn call(breaker: &Breaker, body: impl FnOnce() -> Result<u64, Fault>) -> Result<u64, Fault> {
    let ticket = breaker.try_acquire().ok_or(Fault::Open)?;
    let result = body();
    match result {
        Ok(_) => breaker.record_success(ticket),
        Err(_) => breaker.record_failure(ticket),
    }
    result
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make(5);
    plan.both(&SUCCESS, NAME, move || call(&closed, || bare(true)));
    let failing = make(u32::MAX);
    plan.both(&FAILURE, NAME, move || (call(&failing, || bare(false)), call(&failing, || bare(true))));
    let open = make(1);
    assert!(call(&open, || bare(false)).is_err(), "it opens");
    plan.both(&REJECTED, NAME, move || call(&open, || bare(true)));
    plan.bytes(NAME, || make(5));
}
