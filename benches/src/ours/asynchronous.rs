//! Async functions: the time of a closed call, and by how much the user's future grows.

use std::hint::black_box;
use std::pin::pin;

use ewrap::{CircuitBreaker, circuit_breaker};

use super::{ATTRIBUTE, CALL};
use crate::memory::exact;
use crate::plan::Plan;
use crate::ready::{bare_async, polled};
use crate::subject::Fault;
use crate::topics::{ASYNC, MEMORY};

/// The attribute, on an async function.
#[circuit_breaker(name = "bench.async")]
async fn closed(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Keeps a buffer over an await: a wrapper that stored the user's future twice would show.
async fn buffered(up: bool) -> Result<u64, Fault> {
    let buffer = black_box([1_u8; 256]);
    bare_async(up).await?;
    Ok(u64::from(black_box(buffer)[0]))
}

#[circuit_breaker(name = "bench.async_buffer")]
async fn buffered_closed(up: bool) -> Result<u64, Fault> {
    let buffer = black_box([1_u8; 256]);
    bare_async(up).await?;
    Ok(u64::from(black_box(buffer)[0]))
}

/// How the attribute makes a future grow: the figures' names.
pub(crate) const GROWTH: [&str; 2] =
    ["ewrap, growth of a future that is ready", "ewrap, growth of a future with a buffer"];

pub(crate) fn add(plan: &mut Plan) {
    plan.one(&ASYNC, ATTRIBUTE, || polled(pin!(closed(true))));
    plan.awaited(ATTRIBUTE, async || closed(true).await);
    let breaker = CircuitBreaker::builder("bench.async_by_hand").build();
    let awaited = breaker.clone();
    plan.one(&ASYNC, CALL, move || polled(pin!(breaker.call_async(bare_async(true)))));
    plan.awaited(CALL, async move || awaited.call_async(bare_async(true)).await);

    let [ready, buffer] = GROWTH;
    let sizes = [
        (ready, size_of_val(&closed(true)), size_of_val(&bare_async(true))),
        (buffer, size_of_val(&buffered_closed(true)), size_of_val(&buffered(true))),
    ];
    for (name, guarded, bare) in sizes {
        if plan.wants(MEMORY, name) {
            plan.figure(name, exact(guarded) - exact(bare));
        }
    }
}
