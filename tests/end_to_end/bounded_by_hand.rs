//! `CircuitBreaker::call_timeout`: which calls are cut, when, and whose fault that is.

use std::cell::Cell;
use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use ewrap::context::{Context, current};
use ewrap::{CallError, CircuitBreaker, CircuitOpen, ManualClock, Reason, State};
use tokio::time::{Instant, sleep};

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_millis(200);

fn breaker(name: &'static str) -> CircuitBreaker {
    CircuitBreaker::new(name, 1, Duration::from_secs(60))
}

fn impatient() -> Context {
    Context::new().with_timeout(SHORT)
}

fn overdue() -> Context {
    Context::new().with_timeout(Duration::ZERO)
}

async fn hang() -> Result<u8, CircuitOpen> {
    pending().await
}

async fn slow(time: Duration) -> Result<u8, CircuitOpen> {
    sleep(time).await;
    Ok(8)
}

fn rejection<T>(result: Result<T, CallError<CircuitOpen>>) -> CircuitOpen {
    match result {
        Err(CallError::Rejected(open)) => open,
        _ => panic!("not rejected"),
    }
}

#[test]
fn an_overdue_call_takes_no_probe() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::builder("db").clock(clock.clone()).build();
    breaker.open("test");
    clock.advance(Duration::from_secs(60));
    overdue().scope(|| breaker.try_acquire().unwrap_err());
    assert_eq!(breaker.state(), State::Open);
    breaker.try_acquire().unwrap().success();
}

#[test]
fn the_two_step_protocol_knows_no_deadline() {
    assert!(overdue().scope(|| breaker("db").can_execute()));
}

#[test]
fn a_deadline_is_not_of_the_breakers_clock() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::builder("db").clock(clock.clone()).build();
    Context::new().with_timeout(Duration::from_secs(60)).scope(|| {
        clock.advance(Duration::from_secs(3600));
        breaker.try_acquire().unwrap().success();
    });
}

#[tokio::test(start_paused = true)]
async fn a_call_that_times_out_is_a_failure() {
    let (breaker, began) = (breaker("db"), Instant::now());
    let error = rejection(breaker.call_timeout(SHORT, hang()).await);
    assert_eq!((error.reason(), began.elapsed()), (Reason::TimedOut, SHORT));
    assert_eq!((breaker.state(), breaker.snapshot().counts.failure), (State::Open, 1));
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_time_is_what_it_was() {
    let breaker = breaker("db");
    assert_eq!(breaker.call_timeout(LONG, slow(SHORT)).await.unwrap(), 8);
    assert_eq!(breaker.call_timeout(SHORT, slow(SHORT)).await.unwrap(), 8, "an answer that is ready wins");
    assert_eq!(breaker.call_timeout(Duration::MAX, slow(LONG)).await.unwrap(), 8);
    assert_eq!(breaker.snapshot().counts.success, 3);
}

#[tokio::test(start_paused = true)]
async fn a_call_cut_by_its_callers_deadline_is_cancelled() {
    let (breaker, began) = (breaker("db"), Instant::now());
    let error = rejection(impatient().scope_async(breaker.call_timeout(LONG, hang())).await);
    assert_eq!((error.reason(), began.elapsed()), (Reason::DeadlineExceeded, SHORT));
    let counts = breaker.snapshot().counts;
    assert_eq!((breaker.state(), counts.cancelled, counts.total()), (State::Closed, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn call_async_is_not_bounded_by_a_deadline() {
    let breaker = breaker("db");
    assert_eq!(impatient().scope_async(breaker.call_async(slow(LONG))).await.unwrap(), 8);
}

#[tokio::test(start_paused = true)]
async fn the_time_begins_with_the_first_poll() {
    let breaker = breaker("db");
    let call = breaker.call_timeout(LONG, slow(SHORT));
    sleep(LONG * 2).await;
    assert_eq!(call.await.unwrap(), 8);
}

#[tokio::test(start_paused = true)]
async fn what_is_cut_is_dropped_before_its_permit_ends() {
    struct Notes<'a>(&'a CircuitBreaker, &'a Cell<Option<u64>>);
    impl Drop for Notes<'_> {
        fn drop(&mut self) {
            self.1.set(Some(self.0.snapshot().counts.total()));
        }
    }
    let (breaker, seen) = (breaker("db"), Cell::new(None));
    let mut call = pin!(breaker.call_timeout(SHORT, async {
        let _notes = Notes(&breaker, &seen);
        hang().await
    }));
    call.as_mut().await.unwrap_err();
    assert_eq!((seen.get(), breaker.snapshot().counts.total()), (Some(0), 1));
}

#[tokio::test(start_paused = true)]
async fn what_runs_inside_sees_the_remaining_time() {
    let breaker = breaker("db");
    let remaining = async { Ok::<_, CircuitOpen>(current().unwrap().deadline().unwrap().remaining()) };
    assert_eq!(breaker.call_timeout(SHORT, remaining).await.unwrap(), SHORT);
    assert!(current().is_none());
    let remaining = async { Ok::<_, CircuitOpen>(current().unwrap().deadline().unwrap().remaining()) };
    assert_eq!(impatient().scope_async(breaker.call_timeout(LONG, remaining)).await.unwrap(), SHORT);
}

#[tokio::test(start_paused = true)]
async fn an_inner_call_is_cancelled_by_the_outer_ones_timeout() {
    let (outer, inner) = (breaker("outer"), breaker("inner"));
    // Even if the outer function would make a success of whatever the inner one says.
    let call = async {
        let _ = inner.call_timeout(LONG, hang()).await;
        Ok::<_, CircuitOpen>(8)
    };
    assert_eq!(rejection(outer.call_timeout(SHORT, call).await).reason(), Reason::TimedOut);
    assert_eq!((outer.state(), outer.snapshot().counts.failure), (State::Open, 1));
    assert_eq!((inner.state(), inner.snapshot().counts.cancelled), (State::Closed, 1));
}

#[tokio::test(start_paused = true)]
async fn an_inner_timeout_leaves_the_outer_call_its_time() {
    let (outer, inner) = (breaker("outer"), breaker("inner"));
    let call = async {
        inner.call_timeout(SHORT, hang()).await.unwrap_err();
        slow(SHORT).await
    };
    assert_eq!(outer.call_timeout(LONG, call).await.unwrap(), 8);
    assert_eq!((outer.state(), inner.state()), (State::Closed, State::Open));
}

#[tokio::test(start_paused = true)]
async fn a_scope_inside_of_a_call_can_be_more_impatient() {
    let (outer, inner) = (breaker("outer"), breaker("inner"));
    let call = async {
        let error = rejection(impatient().scope_async(inner.call_timeout(LONG * 2, hang())).await);
        assert_eq!(error.reason(), Reason::DeadlineExceeded);
        Ok::<_, CircuitOpen>(8)
    };
    assert_eq!(outer.call_timeout(LONG, call).await.unwrap(), 8);
    assert_eq!((outer.state(), inner.state()), (State::Closed, State::Closed));
}

#[tokio::test(start_paused = true)]
async fn a_task_that_was_told_keeps_the_deadline_itself() {
    let (outer, inner) = (breaker("outer"), Arc::new(breaker("inner")));
    let spawned = Arc::clone(&inner);
    let call = async {
        let task = tokio::spawn(ewrap::context::inherit(async move { spawned.call_timeout(LONG, hang()).await }));
        let _ = task.await;
        hang().await
    };
    outer.call_timeout(SHORT, call).await.unwrap_err();
    sleep(LONG).await;
    assert_eq!((inner.state(), inner.snapshot().counts.cancelled), (State::Closed, 1));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_uses_up_its_budget_is_cut() {
    let breaker = breaker("db");
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let busy = async {
        tokio::time::advance(SHORT * 2).await;
        loop {
            sender.send(()).unwrap();
            if receiver.recv().await.is_none() {
                return Ok::<u8, CircuitOpen>(8);
            }
        }
    };
    assert_eq!(rejection(breaker.call_timeout(SHORT, busy).await).reason(), Reason::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_times_out_opens_the_circuit_and_a_cancelled_one_frees_its_slot() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::builder("db").clock(clock.clone()).build();
    breaker.open("test");
    clock.advance(Duration::from_secs(60));
    impatient().scope_async(breaker.call_timeout(LONG, hang())).await.unwrap_err();
    assert_eq!(breaker.state(), State::HalfOpen);
    breaker.call_timeout(SHORT, hang()).await.unwrap_err();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn calls_with_a_timeout_move_between_threads() {
    fn moves<T: Send>(_: &T) {}
    let breaker = breaker("db");
    moves(&breaker.call_timeout(SHORT, slow(SHORT)));
    moves(&impatient().scope_async(slow(SHORT)));
}
