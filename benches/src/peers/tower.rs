//! tower-resilience: a service around a service. Async alone, so on one thread the other questions poll a future by hand.
//!
//! A service is called through `&mut`; each thread has a clone, and all of them share one circuit.

use std::future::{Ready, poll_fn, ready};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::runtime::Builder;
use tower_resilience_circuitbreaker::{CircuitBreaker, CircuitBreakerError, CircuitBreakerLayer, DefaultClassifier};
use tower_service::Service;

use super::FOR_LONG;
use crate::case::{repeat, repeat_async};
use crate::plan::Plan;
use crate::ready::polled;
use crate::seen::{Refusal, Tells};
use crate::subject::{Fault, bare};
use crate::topics::{ASYNC, FAILURE, POLICY, PROBE, REJECTED, SUCCESS, TOKIO, Topic};

pub(crate) const NAME: &str = "tower-resilience 0.14";
const WINDOW: &str = "tower-resilience 0.14, window of 100 calls";

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

fn by_hand(service: &mut Breaker, up: bool) -> Answer {
    if let Poll::Ready(Err(error)) = service.poll_ready(&mut Context::from_waker(Waker::noop())) {
        return Err(error);
    }
    polled(service.call(up).as_mut())
}

fn answered(service: &mut Breaker) -> Answer {
    by_hand(service, true)
}

fn both(service: &mut Breaker) -> (Answer, Answer) {
    (by_hand(service, false), by_hand(service, true))
}

async fn awaited(service: &mut Breaker, up: bool) -> Answer {
    poll_fn(|context| service.poll_ready(context)).await?;
    service.call(up).await
}

pub(crate) fn add(plan: &mut Plan) {
    let closed = make(5, FOR_LONG);
    alone(plan, &ASYNC, NAME, closed.clone(), answered);
    shared(plan, &TOKIO, NAME, &[1], closed.clone(), async |it| awaited(it, true).await);
    alone(plan, &SUCCESS, NAME, closed.clone(), answered);
    shared(plan, &SUCCESS, NAME, &[2], closed, async |it| awaited(it, true).await);
    let window = window();
    alone(plan, &POLICY, WINDOW, window.clone(), answered);
    shared(plan, &POLICY, WINDOW, &[2], window, async |it| awaited(it, true).await);
    let failing = make(usize::MAX, FOR_LONG);
    alone(plan, &FAILURE, NAME, failing.clone(), both);
    shared(plan, &FAILURE, NAME, &[2], failing, async |it| (awaited(it, false).await, awaited(it, true).await));
    let mut open = make(1, FOR_LONG);
    assert!(by_hand(&mut open, false).is_err(), "it opens");
    alone(plan, &REJECTED, NAME, open.clone(), answered);
    shared(plan, &REJECTED, NAME, &[2], open, async |it| awaited(it, true).await);
    alone(plan, &PROBE, NAME, make(1, Duration::ZERO), both);
    plan.bytes(NAME, || make(5, FOR_LONG));
}

/// On one thread its lock is free, and a future is ready when it is polled first.
fn alone<T: Tells + 'static>(
    plan: &mut Plan,
    topic: &'static Topic,
    subject: &str,
    service: Breaker,
    body: impl Fn(&mut Breaker) -> T + Send + Sync + 'static,
) {
    plan.runs(topic, subject, &[1], move |times| {
        let mut service = service.clone();
        repeat(times, || body(&mut service))
    });
}

/// In tokio, which wakes whoever waits for the lock. Who meets it locked while the circuit is not closed sleeps for a
/// millisecond.
fn shared<T: Tells + 'static>(
    plan: &mut Plan,
    topic: &'static Topic,
    subject: &str,
    threads: &[u32],
    service: Breaker,
    body: impl AsyncFn(&mut Breaker) -> T + Send + Sync + 'static,
) {
    plan.runs(topic, subject, threads, move |times| {
        let mut service = service.clone();
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(repeat_async(times, async || body(&mut service).await))
    });
}
