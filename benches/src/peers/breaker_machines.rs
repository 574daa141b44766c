//! breaker-machines: failures in a window of time, each call timed and kept. A breaker is called through `&mut`.
//!
//! On one thread it is locked once a round, on two threads for each call.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use breaker_machines::{CircuitBreaker, CircuitError};

use super::FOR_LONG;
use crate::case::repeat;
use crate::plan::Plan;
use crate::seen::{Refusal, Tells};
use crate::subject::{Fault, bare};
use crate::topics::{FAILURE, PROBE, REJECTED, SUCCESS, Topic};

pub(crate) const NAME: &str = "breaker-machines 0.7";
pub(crate) const LOCKED: &str = "breaker-machines 0.7, in a mutex";

fn make(failures: usize, open_for: Duration) -> CircuitBreaker {
    CircuitBreaker::builder("bench")
        .failure_threshold(failures)
        .half_open_timeout_secs(open_for.as_secs_f64())
        .success_threshold(1)
        .build()
}

impl<E> Refusal for CircuitError<E> {
    fn is_refusal(&self) -> bool {
        !matches!(self, Self::Execution(_))
    }
}

type Answer = Result<u64, CircuitError<Fault>>;

fn fails(breaker: &mut CircuitBreaker) -> Answer {
    breaker.call(|| bare(false))
}

fn succeeds(breaker: &mut CircuitBreaker) -> Answer {
    breaker.call(|| bare(true))
}

fn both(breaker: &mut CircuitBreaker) -> (Answer, Answer) {
    (fails(breaker), succeeds(breaker))
}

fn lock(breaker: &Mutex<CircuitBreaker>) -> MutexGuard<'_, CircuitBreaker> {
    breaker.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn add(plan: &mut Plan) {
    cases(plan, &SUCCESS, || make(5, FOR_LONG), succeeds);
    cases(plan, &FAILURE, || make(usize::MAX, FOR_LONG), both);
    let open = || {
        let mut open = make(1, FOR_LONG);
        assert!(fails(&mut open).is_err(), "it opens");
        open
    };
    cases(plan, &REJECTED, open, succeeds);
    let probed = Mutex::new(make(1, Duration::ZERO));
    plan.runs(&PROBE, NAME, &[1], move |times| {
        let mut breaker = lock(&probed);
        repeat(times, || both(&mut breaker))
    });
    plan.bytes(NAME, || make(5, FOR_LONG));
}

fn cases<T: Tells + 'static>(
    plan: &mut Plan,
    topic: &'static Topic,
    make: impl Fn() -> CircuitBreaker,
    body: impl Fn(&mut CircuitBreaker) -> T + Copy + Send + Sync + 'static,
) {
    let own = Mutex::new(make());
    plan.runs(topic, NAME, &[1], move |times| {
        let mut breaker = lock(&own);
        repeat(times, || body(&mut breaker))
    });
    let shared = Mutex::new(make());
    plan.runs(topic, LOCKED, &[2], move |times| repeat(times, || body(&mut lock(&shared))));
}
