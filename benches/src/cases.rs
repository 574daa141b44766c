//! What `count` can do many times: each case sets itself up, and gives the call.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ewrap::{CircuitBreaker, CircuitOpen, Error, Event, Observer, circuit_breaker, meta};

use crate::guarded;
use crate::known::wrapped;
use crate::subject::{self, Fault};

/// Whether it was answered.
type Call = Box<dyn FnMut() -> bool>;

/// Its name, and how it is set up.
type Case = (&'static str, fn() -> Call);

pub(crate) const CASES: [Case; 16] = [
    ("bare", || call(|| subject::bare(true))),
    ("closed", || call(|| guarded::closed(true))),
    ("async", || call(|| ready(asynchronous(true)))),
    ("by-call", by_call),
    ("permit", permit),
    ("two-step", two_step),
    ("failing", failing),
    ("calls", || call(|| guarded::window_of_calls(true))),
    ("time", || call(|| guarded::window_of_time(true))),
    ("slow", || call(|| guarded::slow_calls(true))),
    ("keyed", || call(|| guarded::keyed(true))),
    ("rejected", rejected),
    ("observed", || observed(false)),
    ("told", || observed(true)),
    ("error", made_and_dropped),
    ("retryable", retryable),
];

fn call<T, E>(call: impl Fn() -> Result<T, E> + 'static) -> Call {
    Box::new(move || call().is_ok())
}

/// Behind a breaker that is never tripped.
#[inline(never)]
#[circuit_breaker(name = "bench.async", threshold = 5, timeout = "60s")]
async fn asynchronous(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

fn ready<T>(future: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(Fault::Down),
    }
}

fn breaker() -> CircuitBreaker {
    CircuitBreaker::new("bench.by-hand", 5, Duration::from_mins(1))
}

fn by_call() -> Call {
    let breaker = breaker();
    call(move || breaker.call(|| subject::bare(true)))
}

fn permit() -> Call {
    let breaker = breaker();
    call(move || {
        let permit = breaker.try_acquire()?;
        if subject::bare(true).is_ok() {
            permit.success();
        }
        Ok::<_, CircuitOpen>(())
    })
}

fn two_step() -> Call {
    let breaker = breaker();
    Box::new(move || {
        let admitted = breaker.can_execute() && subject::bare(true).is_ok();
        if admitted {
            breaker.record_success();
        }
        admitted
    })
}

/// Every other call fails.
fn failing() -> Call {
    let mut up = false;
    Box::new(move || {
        up = !up;
        guarded::failing(up).is_ok()
    })
}

fn rejected() -> Call {
    guarded::trip();
    call(|| guarded::open(true))
}

/// Hears everything it wants, and does nothing about it.
struct Ignores {
    wants_calls: bool,
}

impl Observer for Ignores {
    fn on_event(&self, breaker: &str, event: &Event) {
        black_box((breaker, event));
    }

    fn wants_calls(&self) -> bool {
        self.wants_calls
    }
}

/// With three observers, who are told of each call if they want it.
fn observed(wants_calls: bool) -> Call {
    let breaker = breaker();
    (0..3).for_each(|_| breaker.observe(Arc::new(Ignores { wants_calls })));
    call(move || breaker.call(|| subject::bare(true)))
}

fn made_and_dropped() -> Call {
    Box::new(|| {
        drop(black_box(Error::new("the pool is empty")));
        true
    })
}

/// Asked of an error of three layers.
fn retryable() -> Call {
    let error = wrapped();
    Box::new(move || meta::retryable(black_box(&error)) == Some(true))
}
