//! Threads.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, ManualClock, State};
use fastrand::Rng;

use super::{Gauge, assert_all_slots_free, assert_one_history};
use crate::support::{Log, TIMEOUT, closed, config, half_open, panic_with};

const THREADS: u64 = 4;
const ROUNDS: u64 = 20_000;

/// One call that ends somehow, on this thread or on another.
fn any_call(breaker: &CircuitBreaker, gauge: &Gauge, random: &mut Rng) {
    let Ok(permit) = breaker.try_acquire() else { return };
    let inside = gauge.enter();
    for _ in 0..random.u8(..4) {
        thread::yield_now();
    }
    drop(inside);
    match random.u8(..10) {
        0 => drop(permit),
        1 => permit.ignore(),
        2 => panic_with(|| permit),
        3..6 => permit.failure(),
        _ => permit.success(),
    }
}

fn any_act_of_an_operator(breaker: &CircuitBreaker, random: &mut Rng) {
    match random.u8(..5) {
        0 => breaker.open("stress"),
        1 => breaker.force_open("stress"),
        2 => breaker.metrics_only("stress"),
        _ => breaker.close("stress"),
    }
}

fn run(each: impl Fn(&mut Rng) + Sync) {
    let start = Barrier::new(usize::try_from(THREADS).unwrap());
    let body = |seed| {
        let mut random = Rng::with_seed(seed);
        start.wait();
        for _ in 0..ROUNDS {
            each(&mut random);
        }
    };
    thread::scope(|scope| (0..THREADS).for_each(|seed| drop(scope.spawn(move || body(seed)))));
}

fn move_on(clock: &ManualClock, random: &mut Rng) {
    clock.advance(TIMEOUT / random.u32(1..100));
}

#[test]
fn every_call_of_many_threads_is_counted_once() {
    let (breaker, clock) = closed(config().half_open_calls(2).success_threshold(2));
    let log = Log::of(&breaker);
    let gauge = Gauge::default();
    let made = AtomicU64::new(0);
    run(|random| {
        // Relaxed: read after the threads have been joined.
        made.fetch_add(1, Ordering::Relaxed);
        any_call(&breaker, &gauge, random);
        if random.u8(..20) == 0 {
            move_on(&clock, random);
        }
    });
    let told = log.transitions();
    assert!(told.iter().any(|told| (told.from, told.to) == (State::HalfOpen, State::Closed)), "it recovered at times");
    assert_one_history(&told, &breaker);
    assert_eq!(breaker.snapshot().counts.total(), made.into_inner());
    assert_all_slots_free(&breaker, &clock);
}

#[test]
fn an_operator_amid_many_threads_loses_no_call() {
    let (breaker, clock) = closed(config().half_open_calls(3).success_threshold(2));
    let log = Log::of(&breaker);
    let gauge = Gauge::default();
    run(|random| {
        any_call(&breaker, &gauge, random);
        match random.u8(..60) {
            0 => any_act_of_an_operator(&breaker, random),
            1..5 => move_on(&clock, random),
            _ => {}
        }
    });
    assert_one_history(&log.transitions(), &breaker);
    assert_eq!(breaker.snapshot().counts.total(), THREADS * ROUNDS);
    assert_all_slots_free(&breaker, &clock);
}

#[test]
fn half_open_never_has_more_calls_than_slots() {
    for slots in [1, 2, 3] {
        let settings = config().half_open_calls(slots).success_threshold(65_535).probe_lease(Duration::MAX);
        let (breaker, clock) = half_open(settings);
        let gauge = Gauge::default();
        let before = breaker.snapshot().counts.total();
        run(|random| {
            let Ok(probe) = breaker.try_acquire_owned() else { return };
            let inside = gauge.enter();
            for _ in 0..random.u8(..4) {
                thread::yield_now();
            }
            drop(inside);
            match random.u8(..100) {
                0 => probe.success(),
                1 => drop(thread::spawn(move || drop(probe)).join()),
                2..50 => probe.ignore(),
                _ => drop(probe),
            }
        });
        assert_eq!(gauge.most(), u64::from(slots));
        let snapshot = breaker.snapshot();
        assert_eq!((snapshot.state, snapshot.probes_in_flight), (State::HalfOpen, 0));
        assert_eq!(snapshot.counts.total() - before, THREADS * ROUNDS);
        assert_eq!(u64::from(snapshot.probes_succeeded), snapshot.counts.success);
        breaker.reconfigure(config().half_open_calls(slots).build().unwrap());
        assert_all_slots_free(&breaker, &clock);
    }
}

#[test]
fn questions_without_permits_of_many_threads_add_up() {
    let (breaker, clock) = closed(config().half_open_calls(2));
    let log = Log::of(&breaker);
    run(|random| {
        if breaker.can_execute() {
            if random.u8(..3) == 0 { breaker.record_failure() } else { breaker.record_success() }
        } else {
            move_on(&clock, random);
        }
    });
    assert_one_history(&log.transitions(), &breaker);
    assert_eq!(breaker.snapshot().counts.total(), THREADS * ROUNDS);
    assert_all_slots_free(&breaker, &clock);
}

#[test]
fn a_closed_circuit_of_many_threads_counts_every_call() {
    let (breaker, _) = closed(config());
    run(|_| breaker.call(|| Ok::<_, ()>(())).unwrap());
    assert_eq!(breaker.snapshot().counts.success, THREADS * ROUNDS);
    assert_eq!(breaker.snapshot().counts.total(), THREADS * ROUNDS);
}

#[test]
fn reconfiguring_amid_many_threads_loses_no_call() {
    let (breaker, clock) = closed(config());
    run(|random| {
        if random.u8(..50) == 0 {
            let slots = random.u32(1..4);
            breaker.reconfigure(config().threshold(random.u32(1..6)).half_open_calls(slots).build().unwrap());
            move_on(&clock, random);
        }
        any_call(&breaker, &Gauge::default(), random);
    });
    assert_eq!(breaker.snapshot().counts.total(), THREADS * ROUNDS);
    breaker.reconfigure(config().half_open_calls(2).build().unwrap());
    assert_all_slots_free(&breaker, &clock);
}
