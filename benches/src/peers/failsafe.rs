//! failsafe: the most used one. Consecutive failures, and its default policy, a moving average over 30 seconds.

use std::pin::pin;
use std::time::Duration;

use failsafe::failure_policy::{ConsecutiveFailures, consecutive_failures};
use failsafe::{Config, Error, StateMachine, backoff};

use super::FOR_LONG;
use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::seen::Refusal;
use crate::subject::bare;
use crate::topics::{ASYNC, FAILURE, POLICY, PROBE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "failsafe 1.3";

type Breaker = StateMachine<ConsecutiveFailures<backoff::Constant>, ()>;

fn make(failures: u32, open_for: Duration) -> Breaker {
    Config::new().failure_policy(consecutive_failures(failures, backoff::constant(open_for))).build()
}

impl<E> Refusal for Error<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Rejected)
    }
}

pub(crate) fn add(plan: &mut Plan) {
    calls(plan);
    futures(plan);
    plan.bytes(NAME, || make(5, FOR_LONG));
    plan.bytes("failsafe 1.3, default policy", || Config::new().build());
}

fn calls(plan: &mut Plan) {
    use failsafe::CircuitBreaker as _;
    let closed = make(5, FOR_LONG);
    plan.both(&SUCCESS, NAME, move || closed.call(|| bare(true)));
    let default = Config::new().build();
    plan.both(&POLICY, "failsafe 1.3, moving average over time", move || default.call(|| bare(true)));
    let failing = make(u32::MAX, FOR_LONG);
    plan.both(&FAILURE, NAME, move || (failing.call(|| bare(false)), failing.call(|| bare(true))));
    let open = make(1, FOR_LONG);
    assert!(open.call(|| bare(false)).is_err(), "it opens");
    plan.both(&REJECTED, NAME, move || open.call(|| bare(true)));
    let probed = make(1, Duration::ZERO);
    plan.one(&PROBE, NAME, move || (probed.call(|| bare(false)), probed.call(|| bare(true))));
}

fn futures(plan: &mut Plan) {
    use failsafe::futures::CircuitBreaker as _;
    let closed = make(5, FOR_LONG);
    plan.one(&ASYNC, NAME, move || polled(pin!(closed.call(bare_async(true)))));
    let awaited = make(5, FOR_LONG);
    plan.awaited(NAME, async move || awaited.call(bare_async(true)).await);
}
