//! Models of the breaker for loom, which plays every order in which threads can meet in the lock-free parts.
//!
//! Run by `RUSTFLAGS="--cfg loom" cargo test -p ewrap-core --lib --release models`. Each model is a few calls that
//! meet at one turning point, and says what may come of it. Time is a manual clock, whose steps are no operations of
//! loom's: it moves between two of them. The list of observers and the statics of the process stay std's.

#![expect(clippy::unwrap_used, reason = "in a model a panic is the report, in its helpers too")]

mod admission;
pub(crate) mod atomics;
mod flight;
mod groups;
mod half_open;
mod observers;
mod operator;
mod probes;
mod ramp;
mod reconfigure;
mod results;
mod seats;
mod windows;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use loom::thread::JoinHandle;

use crate::sync::{StaticOrdering, StaticUsize};
use crate::{CircuitBreaker, CircuitOpen, Config, ConfigBuilder, Event, ManualClock, Observer, State, Transition};

const START: Duration = Duration::from_secs(1000);
const TIMEOUT: Duration = Duration::from_secs(60);
const LEASE: Duration = Duration::from_secs(10);

/// Explores every execution, or those with at most `preemptions` switches away from a thread that could go on.
fn explore(name: &str, preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let executions = Arc::new(StaticUsize::new(0));
    let count = Arc::clone(&executions);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.max_branches = 100_000;
    builder.check(move || {
        // Relaxed: a lone statistic.
        count.fetch_add(1, StaticOrdering::Relaxed);
        crate::seats::free_all();
        model();
    });
    // Relaxed: as above.
    let executions = executions.load(StaticOrdering::Relaxed);
    let bound = preemptions.map_or("all".to_owned(), |bound| format!("at most {bound} preemptions"));
    println!("{name}: {executions} executions ({bound})");
}

/// Waits for all.
fn join<const N: usize>(threads: [JoinHandle<()>; N]) {
    for thread in threads {
        thread.join().unwrap();
    }
}

/// One failure opens for a minute, a lease is ten seconds.
fn config() -> ConfigBuilder {
    Config::builder().threshold(1).timeout(TIMEOUT).probe_lease(LEASE)
}

fn closed(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let clock = ManualClock::new();
    clock.set(START);
    (CircuitBreaker::builder("db").config(settings.build().unwrap()).clock(clock.clone()).build(), clock)
}

/// Open, and the deadline has come.
fn at_the_deadline(settings: ConfigBuilder) -> (CircuitBreaker, ManualClock) {
    let (breaker, clock) = closed(settings);
    breaker.open("model");
    clock.advance(TIMEOUT);
    (breaker, clock)
}

/// Asserts that a rejection says what a period of its state says, with the clock at rest.
fn assert_of_its_period(open: &CircuitOpen) {
    let expected = match open.state() {
        State::HalfOpen => Some(LEASE),
        State::Open => Some(TIMEOUT),
        _ => None,
    };
    assert_eq!(open.retry_after(), expected, "{open}");
}

/// Remembers the transitions.
#[derive(Default)]
struct Log(Mutex<Vec<Transition>>);

impl Log {
    fn of(breaker: &CircuitBreaker) -> Arc<Self> {
        let log = Arc::new(Self::default());
        breaker.observe(log.clone());
        log
    }

    fn take(&self) -> Vec<Transition> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect()
    }

    /// The states that were told, after checking that they are one history.
    fn history(&self, breaker: &CircuitBreaker) -> Vec<State> {
        let told = self.take();
        let snapshot = breaker.snapshot();
        assert!(told.windows(2).all(|pair| pair[0].to == pair[1].from), "{told:?}");
        assert!(told.windows(2).all(|pair| pair[0].generation + 1 == pair[1].generation), "{told:?}");
        assert_eq!(told.last(), snapshot.last_transition.as_ref(), "the last one is told too");
        assert_eq!(told.last().map_or(snapshot.generation, |last| last.generation), snapshot.generation);
        told.into_iter().map(|transition| transition.to).collect()
    }
}

impl Observer for Log {
    fn on_event(&self, _: &str, event: &Event) {
        if let Event::Transition(transition) = event {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(transition.clone());
        }
    }
}
