//! An error, a scope with an open circuit whose timeout has passed, and the least of an executor.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ewrap::testing::{Entered, Scope};
use ewrap::{CircuitBreaker, CircuitOpen, Registry};

/// Longer than every timeout here.
pub(crate) const LATER: Duration = Duration::from_secs(60);

/// The error of every function here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Error {
    Down,
    Open,
}

impl From<CircuitOpen> for Error {
    fn from(_: CircuitOpen) -> Self {
        Self::Open
    }
}

/// A scope in which this thread is, until it is dropped.
pub(crate) struct Entry {
    pub(crate) scope: Scope,
    _entered: Entered,
}

pub(crate) fn enter() -> Entry {
    let scope = Scope::new();
    let entered = scope.enter();
    Entry { scope, _entered: entered }
}

/// The breaker of this name, open, its timeout passed: the next call is a probe.
pub(crate) fn due_for_a_probe(entry: &Entry, name: &str) -> CircuitBreaker {
    let breaker = Registry::global().get_or_declare(name);
    breaker.open("test");
    entry.scope.clock().advance(LATER);
    breaker
}

/// Runs a future that never waits.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match poll_once(future.as_mut()) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

pub(crate) fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
