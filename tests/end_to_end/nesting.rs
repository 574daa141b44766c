//! Calls made inside a probe are part of it: recursion and helpers of the same breaker do not lock themselves out.

use std::future::{self, Future};
use std::pin::Pin;

use ewrap::{State, circuit_breaker};

use crate::support::{Error, block_on, due_for_a_probe, enter, poll_once};

#[circuit_breaker(name = "nesting.sync", threshold = 1)]
fn descend(depth: u32, up: bool) -> Result<u32, Error> {
    match depth {
        0 if up => Ok(0),
        0 => Err(Error::Down),
        _ => Ok(descend(depth - 1, up)? + 1),
    }
}

#[circuit_breaker(name = "nesting.async", threshold = 1)]
async fn descend_later(depth: u32, up: bool) -> Result<u32, Error> {
    match depth {
        0 if up => Ok(0),
        0 => Err(Error::Down),
        _ => Ok(Box::pin(descend_later(depth - 1, up)).await? + 1),
    }
}

#[circuit_breaker(name = "nesting.future", threshold = 1)]
fn a_future(up: bool) -> impl Future<Output = Result<u32, Error>> {
    async move { boxed(up).await }
}

#[circuit_breaker(name = "nesting.future")]
fn boxed(up: bool) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send>> {
    Box::pin(async move { inner(up).await })
}

#[circuit_breaker(name = "nesting.future")]
async fn inner(up: bool) -> Result<u32, Error> {
    if up { Ok(0) } else { Err(Error::Down) }
}

#[test]
fn recursion_inside_a_probe_closes_the_circuit() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.sync");
    assert_eq!(descend(3, true), Ok(3));
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 4));
}

#[test]
fn asynchronous_recursion_inside_a_probe_closes_the_circuit() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.async");
    assert_eq!(block_on(descend_later(3, true)), Ok(3));
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 4));
}

#[test]
fn every_shape_of_future_carries_its_probe() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.future");
    assert_eq!(block_on(a_future(true)), Ok(0));
    assert_eq!((breaker.state(), breaker.snapshot().counts.success), (State::Closed, 3));
}

#[test]
fn a_failure_inside_a_probe_fails_the_probe() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.sync");
    assert_eq!(descend(2, false), Err(Error::Down));
    let snapshot = breaker.snapshot();
    // The innermost call failed and opened the circuit; what the outer ones report is late.
    assert_eq!((snapshot.state, snapshot.counts.failure, snapshot.counts.late), (State::Open, 1, 2));
}

#[test]
fn a_call_beside_a_probe_is_rejected() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.sync");
    let probe = breaker.try_acquire().expect("the probe");
    assert_eq!(descend(0, true), Err(Error::Open), "a permit held by hand is nobody's inside");
    probe.success();
    assert_eq!(breaker.state(), State::Closed);
}

#[circuit_breaker(name = "nesting.waits", threshold = 1)]
async fn waits() -> Result<u32, Error> {
    future::pending::<()>().await;
    Ok(0)
}

#[circuit_breaker(name = "nesting.waits")]
fn beside() -> Result<u32, Error> {
    Ok(0)
}

#[test]
fn a_thread_is_inside_a_probe_only_while_it_polls_it() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.waits");
    let mut probe = Box::pin(waits());
    assert!(poll_once(probe.as_mut()).is_pending());
    assert_eq!(beside(), Err(Error::Open), "the probe is under way, and this call is not inside of it");
    drop(probe);
    assert_eq!(beside(), Ok(0), "a cancelled probe gives its slot back");
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_panic_inside_a_nested_call_fails_the_probe_once() {
    #[circuit_breaker(name = "nesting.panics", threshold = 1)]
    fn panics(depth: u32) -> Result<u32, Error> {
        assert!(depth > 0, "the end of it");
        panics(depth - 1)
    }

    let entry = enter();
    let breaker = due_for_a_probe(&entry, "nesting.panics");
    std::panic::catch_unwind(|| panics(2)).expect_err("a panic propagates");
    let counts = breaker.snapshot().counts;
    assert_eq!((breaker.state(), counts.failure, counts.late), (State::Open, 1, 2));
    // Nothing of the probe is left on this thread.
    entry.scope.clock().advance(crate::support::LATER);
    let permit = breaker.try_acquire().expect("the next probe");
    assert!(panics(1).is_err(), "rejected: not inside of that probe");
    drop(permit);
}
