//! What does a guarded call cost, beside a bare one, a peer and the floors of the machine? And what a group of errors?
//!
//! `cargo run --release -p ewrap-benches`. Every case is measured in every round, in turn, so that a machine whose speed
//! drifts drifts for all of them; the table shows medians over the rounds and the middle half of the spread.

mod groups;
mod subject;

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ewrap::CircuitOpen;
use failsafe::{CircuitBreaker as _, Config, backoff, failure_policy};

const ROUNDS: usize = 25;
const CALLS: u32 = 200_000;

struct Case {
    name: &'static str,
    call: Box<dyn Fn()>,
    nanos: Vec<f64>,
}

impl Case {
    fn new<T>(name: &'static str, call: impl Fn() -> T + 'static) -> Self {
        let calls = move || {
            for _ in 0..CALLS {
                black_box(call());
            }
        };
        Self { name, call: Box::new(calls), nanos: Vec::with_capacity(ROUNDS) }
    }

    fn run(&mut self) {
        let start = Instant::now();
        (self.call)();
        self.nanos.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS));
    }

    fn quantile(&self, numerator: usize, denominator: usize) -> f64 {
        let mut sorted = self.nanos.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[(sorted.len() - 1) * numerator / denominator]
    }
}

fn main() {
    subject::trip();
    let mut cases = cases();
    cases.extend(groups::cases());
    for _ in 0..ROUNDS {
        cases.iter_mut().for_each(Case::run);
    }
    println!("{:<34} {:>9} {:>17}", "case", "median ns", "middle half");
    for case in &cases {
        let (low, median, high) = (case.quantile(1, 4), case.quantile(1, 2), case.quantile(3, 4));
        println!("{:<34} {median:>9.2} {:>17}", case.name, format!("{low:.2} – {high:.2}"));
    }
}

fn cases() -> Vec<Case> {
    let counter = AtomicU64::new(0);
    let peer = Config::new()
        .failure_policy(failure_policy::consecutive_failures(5, backoff::constant(Duration::from_mins(1))))
        .build();
    let breaker = ewrap::CircuitBreaker::new("bench.call", 5, Duration::from_mins(1));
    let permits = breaker.clone();
    vec![
        Case::new("floor: bare call", || subject::bare(true)),
        // Relaxed: the floor of a counter.
        Case::new("floor: one fetch_add", move || counter.fetch_add(1, Ordering::Relaxed)),
        Case::new("floor: Instant::now", Instant::now),
        Case::new("ewrap: closed, attribute", || subject::closed(true)),
        Case::new("ewrap: closed, call", move || breaker.call(|| subject::bare(true))),
        Case::new("ewrap: closed, permit", move || {
            let permit = permits.try_acquire()?;
            if subject::bare(true).is_ok() {
                permit.success();
            }
            Ok::<_, CircuitOpen>(())
        }),
        Case::new("ewrap: window of 100 calls", || subject::window_of_calls(true)),
        Case::new("ewrap: window of time", || subject::window_of_time(true)),
        Case::new("ewrap: the same, with slow calls", || subject::slow_calls(true)),
        Case::new("ewrap: keyed", || subject::keyed(true)),
        Case::new("ewrap: rejected, attribute", || subject::open(true)),
        Case::new("failsafe 1.3: closed, consecutive", move || peer.call(|| subject::bare(true))),
    ]
}
