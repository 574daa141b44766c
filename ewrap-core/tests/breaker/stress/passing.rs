//! Threads that come and go: each count is written by one thread at a time or by all with care, so none is lost when
//! threads end, when there are more of them than stripes, or when a thread counts while it is being torn down.

use std::cell::RefCell;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Window};

use crate::support::{closed, config, open};

/// More than there are stripes.
const MANY: u64 = 20;

/// Calls that the one admits and the other rejects.
fn call(admits: &CircuitBreaker, rejects: &CircuitBreaker, times: u64) {
    for _ in 0..times {
        admits.try_acquire().unwrap().success();
        assert!(rejects.try_acquire().is_err());
    }
}

fn at_once(threads: u64, body: impl Fn() + Sync) {
    let start = Barrier::new(usize::try_from(threads).unwrap());
    let body = || {
        start.wait();
        body();
    };
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(body))));
}

#[test]
fn more_threads_than_stripes_lose_no_count() {
    const TIMES: u64 = 5_000;
    let ((admits, _), (rejects, _)) = (closed(config()), open(config()));
    let earlier = rejects.snapshot().counts.rejected;
    thread::scope(|scope| {
        scope.spawn(|| at_once(MANY, || call(&admits, &rejects, TIMES)));
        let mut seen = 0;
        while seen < MANY * TIMES {
            let now = admits.snapshot().counts.success;
            assert!(now >= seen, "{now} after {seen}");
            seen = now;
            thread::yield_now();
        }
    });
    assert_eq!(admits.snapshot().counts.total(), MANY * TIMES);
    assert_eq!(rejects.snapshot().counts.rejected - earlier, MANY * TIMES);
}

#[test]
fn thousands_of_threads_that_come_and_go_lose_no_count() {
    const LIVES: u64 = 200;
    let ((admits, _), (rejects, _)) = (closed(config()), open(config()));
    let earlier = rejects.snapshot().counts.rejected;
    at_once(MANY, || {
        for life in 0..LIVES {
            thread::scope(|scope| drop(scope.spawn(|| call(&admits, &rejects, 1 + life % 7))));
        }
    });
    let made = MANY * (0..LIVES).map(|life| 1 + life % 7).sum::<u64>();
    assert_eq!(admits.snapshot().counts.total(), made);
    assert_eq!(rejects.snapshot().counts.rejected - earlier, made);
}

#[test]
fn windows_lose_no_result_of_threads_that_come_and_go() {
    const LIVES: u64 = 100;
    let second = Duration::from_secs(1);
    let time = config().failure_rate(1.0).window(Window::time(10 * second));
    let (breaker, clock) = closed(time.slow_call(second).slow_rate(1.0));
    let life = || {
        let [permit, other] = [(); 2].map(|()| breaker.try_acquire_owned().unwrap());
        // Ends where it has not begun.
        let ends = thread::spawn(move || other.success());
        permit.success();
        ends.join().unwrap();
    };
    at_once(MANY, || (0..LIVES).for_each(|_| thread::scope(|scope| drop(scope.spawn(life)))));
    let snapshot = breaker.snapshot();
    let window = snapshot.window.unwrap();
    assert_eq!((snapshot.counts.success, window.calls), (2 * MANY * LIVES, 2 * MANY * LIVES));
    clock.advance(5 * second);
    assert_eq!(breaker.snapshot().window.unwrap().slow_under_way, 0, "what began has ended");
}

/// So many that a thread which takes the seat of the one that ends meets them.
const LAST: u64 = 100;

/// Makes calls when it is dropped.
struct LastCalls(CircuitBreaker, CircuitBreaker);

impl Drop for LastCalls {
    fn drop(&mut self) {
        call(&self.0, &self.1, LAST);
    }
}

thread_local! {
    static LAST_CALLS: RefCell<Option<LastCalls>> = const { RefCell::new(None) };
}

#[test]
fn calls_of_a_thread_that_is_torn_down_are_counted() {
    const LIVES: u64 = 50;
    let ((admits, _), (rejects, _)) = (closed(config()), open(config()));
    let earlier = rejects.snapshot().counts.rejected;
    let leave = || LAST_CALLS.set(Some(LastCalls(admits.clone(), rejects.clone())));
    // Thread-locals are dropped in an order of the system's: before what the first call has left, after it, and alone.
    let lives: [&(dyn Fn() + Sync); 3] = [
        &|| {
            leave();
            call(&admits, &rejects, 5);
        },
        &|| {
            call(&admits, &rejects, 5);
            leave();
        },
        &leave,
    ];
    // Joined one by one: the scope itself does not wait for the thread-locals of its threads.
    at_once(MANY, || {
        for life in (0..LIVES).flat_map(|_| lives) {
            thread::scope(|scope| scope.spawn(life).join().unwrap());
        }
    });
    let made = MANY * LIVES * (3 * LAST + 2 * 5);
    assert_eq!(admits.snapshot().counts.total(), made);
    assert_eq!(rejects.snapshot().counts.rejected - earlier, made);
}
