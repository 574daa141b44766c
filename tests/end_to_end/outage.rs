//! The whole way: closed, tripped, failing fast, probing, closed.

use std::cell::Cell;
use std::panic;
use std::pin::Pin;
use std::time::Duration;

use ewrap::testing::force_open;
use ewrap::{Cause, Registry, State, circuit_breaker};

use crate::support::{Error, LATER, block_on, due_for_a_probe, enter, poll_once};

thread_local! {
    static BODIES: Cell<u32> = const { Cell::new(0) };
}

fn body_runs() {
    BODIES.set(BODIES.get() + 1);
}

#[circuit_breaker(name = "outage.plain", threshold = 3, timeout = "60s")]
fn plain(up: bool) -> Result<&'static str, Error> {
    body_runs();
    if up { Ok("answer") } else { Err(Error::Down) }
}

#[test]
fn a_function_outlives_its_dependency() {
    let entry = enter();
    for _ in 0..3 {
        assert_eq!(plain(false), Err(Error::Down));
    }
    assert_eq!((plain(true), BODIES.get()), (Err(Error::Open), 3), "the body does not run");
    entry.scope.clock().set(Duration::from_nanos(59_999_999_999));
    assert_eq!(plain(true), Err(Error::Open));
    entry.scope.clock().set(LATER);
    assert_eq!(plain(false), Err(Error::Down), "the probe fails");
    assert_eq!(plain(true), Err(Error::Open), "for another full timeout");
    entry.scope.clock().advance(LATER);
    assert_eq!((plain(true), plain(true)), (Ok("answer"), Ok("answer")));
    let snapshot = Registry::global().get("outage.plain").expect("called").snapshot();
    assert_eq!((snapshot.state, snapshot.counts.failure, snapshot.counts.success), (State::Closed, 4, 2));
    assert_eq!(snapshot.counts.rejected, 3);
}

#[circuit_breaker(name = "outage.fallback", threshold = 1, timeout = "60s", fallback = |cause| explain(cause, id))]
async fn explained(id: u32) -> Result<String, Error> {
    Err(Error::Down)
}

async fn explain(cause: Cause<Error>, id: u32) -> Result<String, Error> {
    std::future::ready(()).await;
    Ok(match cause {
        Cause::Rejected(open) => format!("{id}: {open}"),
        Cause::Failed(error) => format!("{id}: {error:?}"),
    })
}

#[test]
fn a_fallback_is_told_why() {
    let _entry = enter();
    assert_eq!(block_on(explained(1)).as_deref(), Ok("1: Down"));
    assert_eq!(block_on(explained(2)).as_deref(), Ok("2: circuit breaker \"outage.fallback\" is open, retry in 60s"));
    let counts = Registry::global().get("outage.fallback").expect("called").snapshot().counts;
    assert_eq!((counts.failure, counts.rejected), (1, 1), "what fell back is recorded as what it was");
}

#[circuit_breaker(name = "outage.panics", threshold = 1, timeout = "60s")]
fn panics() -> Result<(), Error> {
    panic!("gone")
}

#[test]
fn a_panic_is_a_failure_and_propagates() {
    let _entry = enter();
    let payload = panic::catch_unwind(panics).expect_err("propagates");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"gone"));
    assert_eq!(Registry::global().get("outage.panics").expect("called").state(), State::Open);
}

#[circuit_breaker(name = "outage.cancelled", threshold = 1, timeout = "60s")]
async fn pending() -> Result<(), Error> {
    std::future::pending().await
}

#[test]
fn a_cancelled_future_counts_as_nothing_and_frees_its_probe() {
    let entry = enter();
    let breaker = due_for_a_probe(&entry, "outage.cancelled");
    for cancelled in 1..=3 {
        let mut call = Box::pin(pending());
        assert!(poll_once(call.as_mut()).is_pending());
        assert_eq!(breaker.snapshot().probes_in_flight, 1);
        drop(call);
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.probes_in_flight), (State::HalfOpen, 0));
        assert_eq!(snapshot.counts.cancelled, cancelled);
    }
}

#[circuit_breaker(name = "outage.queue", threshold = 1, timeout = "60s")]
fn queued(up: bool) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send>> {
    Box::pin(async move { if up { Ok(1) } else { Err(Error::Down) } })
}

#[test]
fn futures_made_before_an_outage_do_not_all_run_into_it() {
    let _entry = enter();
    let first = queued(false);
    let waiting: Vec<_> = (0..10).map(|_| queued(true)).collect();
    assert_eq!(block_on(first), Err(Error::Down));
    for call in waiting {
        assert_eq!(block_on(call), Err(Error::Open), "asked again at the first poll");
    }
}

#[circuit_breaker(name = "outage.forced", fallback = stale, fallback_on = open)]
fn forced(id: u32) -> Result<u32, Error> {
    Ok(id)
}

fn stale(id: u32) -> Result<u32, Error> {
    id.checked_add(100).ok_or(Error::Down)
}

#[test]
fn a_test_can_take_a_dependency_away() {
    let _entry = enter();
    assert_eq!(forced(1), Ok(1));
    {
        let _outage = force_open("outage.forced");
        assert_eq!(forced(1), Ok(101));
    }
    assert_eq!(forced(1), Ok(1));
}

#[test]
fn two_tests_do_not_disturb_each_other() {
    let (mine, yours) = (ewrap::testing::Scope::new(), ewrap::testing::Scope::new());
    let open = |scope: &ewrap::testing::Scope| {
        let _entered = scope.enter();
        (0..3).for_each(|_| assert!(plain(false).is_err()));
    };
    open(&mine);
    let _entered = yours.enter();
    assert_eq!(plain(true), Ok("answer"), "open in the other scope only");
}
