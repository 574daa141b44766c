//! tower-resilience: a service around a service. Async alone, so the other questions poll a future that is ready.
//!
//! A service is called through `&mut`; each thread has a clone, and all of them share one circuit.

use std::future::{Ready, ready};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tower_resilience_circuitbreaker::{CircuitBreaker, CircuitBreakerError, CircuitBreakerLayer, DefaultClassifier};
use tower_service::Service;

use super::FOR_LONG;
use crate::case::repeat;
use crate::plan::Plan;
use crate::subject::{Fault, Refusal, bare, polled};
use crate::topics::{ASYNC, FAILURE, POLICY, PROBE, REJECTED, SUCCESS};

pub(crate) const NAME: &str = "tower-resilience 0.14";

#[derive(Clone)]
struct Body;

impl Service<bool> for Body {
    type Response = u64;
    type Error = Fault;
    type Future = Ready<Result<u64, Fault>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, up: bool) -> Self::Future {
        ready(bare(up))
    }
}

type Breaker = CircuitBreaker<Body, DefaultClassifier>;

fn make(failures: usize, open_for: Duration) -> Breaker {
    let layer = CircuitBreakerLayer::builder().consecutive_failures(failures).wait_duration_in_open(open_for).build();
    layer.expect("the config is in its limits").layer_fn(Body)
}

fn window() -> Breaker {
    let layer = CircuitBreakerLayer::builder().failure_rate_threshold(0.5).sliding_window_size(100).build();
    layer.expect("the config is in its limits").layer_fn(Body)
}

impl<E> Refusal for CircuitBreakerError<E> {
    fn is_refusal(&self) -> bool {
        matches!(self, Self::OpenCircuit)
    }
}

type Answer = Result<u64, CircuitBreakerError<Fault>>;

fn call(service: &mut Breaker, up: bool) -> Answer {
    if let Poll::Ready(Err(error)) = service.poll_ready(&mut Context::from_waker(Waker::noop())) {
        return Err(error);
    }
    polled(service.call(up))
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make(5, FOR_LONG);
    let futures = closed.clone();
    for (topic, service) in [(&SUCCESS, closed), (&ASYNC, futures)] {
        plan.runs(topic, NAME, threads(topic.name), move |times| {
            let mut service = service.clone();
            repeat(times, || call(&mut service, true))
        });
    }
    let window = window();
    plan.runs(&POLICY, "tower-resilience 0.14, window of 100 calls", &[1, 2], move |times| {
        let mut service = window.clone();
        repeat(times, || call(&mut service, true))
    });
    let failing = make(usize::MAX, FOR_LONG);
    plan.runs(&FAILURE, NAME, &[1, 2], move |times| {
        let mut service = failing.clone();
        repeat(times, || (call(&mut service, false), call(&mut service, true)))
    });
    let mut open = make(1, FOR_LONG);
    assert!(call(&mut open, false).is_err(), "it opens");
    plan.runs(&REJECTED, NAME, &[1, 2], move |times| {
        let mut service = open.clone();
        repeat(times, || call(&mut service, true))
    });
    let probed = make(1, Duration::ZERO);
    plan.runs(&PROBE, NAME, &[1], move |times| {
        let mut service = probed.clone();
        repeat(times, || (call(&mut service, false), call(&mut service, true)))
    });
    plan.bytes(NAME, || make(5, FOR_LONG));
}

fn threads(topic: &str) -> &'static [u32] {
    if topic == SUCCESS.name { &[1, 2] } else { &[1] }
}
