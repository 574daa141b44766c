//! Tasks of a runtime with several threads, cancelled in every way tasks are.

use std::future;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ewrap_core::{CircuitBreaker, ManualClock, State};
use fastrand::Rng;
use tokio::sync::{Notify, oneshot};
use tokio::task::{self, JoinSet};

use super::{Gauge, assert_all_slots_free, assert_one_history};
use crate::support::{Log, TIMEOUT, closed, config, half_open};

const TASKS: u64 = 2000;
const CALLS: u64 = 5;

/// What the tasks share.
struct Shared {
    breaker: CircuitBreaker,
    clock: ManualClock,
    gauge: Gauge,
    made: AtomicU64,
    never: Notify,
}

impl Shared {
    fn new((breaker, clock): (CircuitBreaker, ManualClock)) -> Arc<Self> {
        let (gauge, made, never) = <(Gauge, AtomicU64, Notify)>::default();
        Arc::new(Self { breaker, clock, gauge, made, never })
    }

    /// A call that is counted when it asks for admission, and works for a while before it ends as it is told.
    async fn call(&self, mut random: Rng, fails: u8, panics: u8) {
        // Relaxed: read after the tasks have ended. Nothing is awaited before the call asks.
        self.made.fetch_add(1, Ordering::Relaxed);
        let work = async {
            let _inside = self.gauge.enter();
            for _ in 0..random.u8(..4) {
                task::yield_now().await;
            }
            match random.u8(..100) {
                luck if luck < fails => Err("down"),
                luck if luck < fails + panics => panic::resume_unwind(Box::new("a panic of the test's")),
                luck if luck >= 90 => {
                    self.never.notified().await;
                    unreachable!("nobody notifies");
                }
                _ => Ok(()),
            }
        };
        let _ = self.breaker.call_async(work).await;
    }

    /// The call, unless something else is faster.
    async fn call_or_not(&self, random: &mut Rng, fails: u8, panics: u8) {
        let call = self.call(random.fork(), fails, panics);
        let patience = random.u8(..8);
        match random.u8(..3) {
            0 => drop(tokio::time::timeout(Duration::ZERO, call).await),
            1 => {
                tokio::select! {
                    biased;
                    () = call => {}
                    () = yield_for(patience) => {}
                }
            }
            _ => {
                tokio::select! {
                    () = call => {}
                    () = yield_for(patience) => {}
                }
            }
        }
    }
}

async fn yield_for(turns: u8) {
    for _ in 0..turns {
        task::yield_now().await;
    }
}

/// Lets the tasks run, some of which are aborted on the way.
async fn let_loose(shared: &Arc<Shared>, fails: u8, panics: u8) {
    let mut tasks = JoinSet::new();
    let mut random = Rng::with_seed(8);
    let mut unhurried = Vec::new();
    for seed in 0..TASKS {
        let shared = Arc::clone(shared);
        let (done, is_done) = oneshot::channel();
        let task = tasks.spawn(async move {
            let mut random = Rng::with_seed(seed);
            for _ in 0..CALLS {
                shared.call_or_not(&mut random, fails, panics).await;
                if random.u8(..10) == 0 {
                    shared.clock.advance(TIMEOUT / random.u32(1..10));
                }
                task::yield_now().await;
            }
            // Nobody may be waiting any more.
            let _ = done.send(());
            // Ends when it is aborted, if at all: some with a call under way, some between two.
            if random.u8(..10) == 0 {
                shared.call(random.fork(), fails, 0).await;
                future::pending::<()>().await;
            }
        });
        match random.u8(..10) {
            0 => task.abort(),
            1..4 => {
                yield_for(random.u8(..20)).await;
                task.abort();
            }
            _ => unhurried.push(is_done),
        }
    }
    for is_done in unhurried {
        // An error: one of its calls panicked, and that was its last.
        let _ = is_done.await;
    }
    // Those that never end: the runtime drops them wherever they are.
    tasks.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_call_of_cancelled_tasks_is_counted_once() {
    let shared = Shared::new(closed(config().half_open_calls(2).success_threshold(2)));
    let breaker = &shared.breaker;
    let log = Log::of(breaker);
    let_loose(&shared, 30, 5).await;
    let told = log.transitions();
    assert!(told.iter().any(|told| told.to == State::HalfOpen), "it was half-open at times");
    assert_one_history(&told, breaker);
    let counts = breaker.snapshot().counts;
    // Relaxed: the tasks have ended.
    assert_eq!(counts.total(), shared.made.load(Ordering::Relaxed));
    assert!(counts.cancelled > 0 && counts.success > 0 && counts.failure > 0 && counts.rejected > 0, "{counts:?}");
    assert_all_slots_free(breaker, &shared.clock);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn half_open_with_cancelled_tasks_never_has_more_calls_than_slots() {
    for slots in [1, 3] {
        let settings = config().half_open_calls(slots).success_threshold(65_535).probe_lease(Duration::MAX);
        let shared = Shared::new(half_open(settings));
        let breaker = &shared.breaker;
        let before = breaker.snapshot().counts;
        let_loose(&shared, 0, 0).await;
        // How many run at once is the scheduler's choice, up to the slots.
        assert!((1..=u64::from(slots)).contains(&shared.gauge.most()), "{} in {slots} slots", shared.gauge.most());
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.probes_in_flight), (State::HalfOpen, 0));
        // Relaxed: the tasks have ended.
        assert_eq!(snapshot.counts.total() - before.total(), shared.made.load(Ordering::Relaxed));
        assert!(snapshot.counts.cancelled > before.cancelled && snapshot.counts.success > 0);
        breaker.reconfigure(config().half_open_calls(slots).build().unwrap());
        assert_all_slots_free(breaker, &shared.clock);
    }
}
