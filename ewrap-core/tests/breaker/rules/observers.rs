//! Rule 12: what observers hear, in which order, and what they may do.

use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, Config, Event, Outcome, Registry, State, TransitionCause};

use crate::support::{Hear, Log, TIMEOUT, closed, config, half_open, open, trip};

#[test]
fn rule_12_every_transition_is_told_with_its_counts() {
    let (breaker, clock) = closed(config());
    let log = Log::of(&breaker);
    trip(&breaker);
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    let told = log.transitions();
    let legs: Vec<_> = told.iter().map(|told| (told.from, told.to, told.generation)).collect();
    assert_eq!(
        legs,
        [(State::Closed, State::Open, 1), (State::Open, State::HalfOpen, 2), (State::HalfOpen, State::Closed, 3)]
    );
    let times: Vec<_> = told.iter().map(|told| told.at.as_secs()).collect();
    assert_eq!(times, [1000, 1060, 1060]);
    let counts: Vec<_> = told.iter().map(|told| (told.counts.failure, told.counts.success)).collect();
    assert_eq!(counts, [(3, 0), (3, 0), (3, 1)], "the result that led to it is counted");
    assert_eq!(breaker.snapshot().last_transition.as_ref(), told.last());
}

#[test]
fn rule_12_each_event_has_a_text() {
    let (breaker, clock) = closed(config().success_threshold(2));
    let log = Log::of_calls(&breaker);
    breaker.try_acquire().unwrap().record(Outcome::Ignored, Duration::from_millis(3));
    trip(&breaker);
    assert!(breaker.try_acquire().is_err());
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    clock.advance(Duration::from_secs(1));
    probe.success();
    drop(breaker.try_acquire().unwrap());
    breaker.try_acquire().unwrap().success();
    assert_eq!(
        log.take(),
        [
            "ignored in 3ms",
            "failure in 0ns",
            "failure in 0ns",
            "failure in 0ns",
            "closed -> open (3 consecutive failures)",
            "rejected: circuit breaker \"db\" is open, retry in 60s",
            "open -> half_open (timeout elapsed)",
            "success in 1s",
            "cancelled in 0ns",
            "success in 0ns",
            "half_open -> closed (2 probes succeeded)",
        ]
    );
}

#[test]
fn rule_12_the_text_of_one_probe_is_singular() {
    let (breaker, _) = half_open(config().threshold(1));
    let log = Log::of(&breaker);
    breaker.try_acquire().unwrap().success();
    breaker.metrics_only("test");
    breaker.record_failure();
    assert_eq!(
        log.take(),
        [
            "half_open -> closed (1 probe succeeded)",
            "closed -> metrics_only (operator: test)",
            "would have opened (1 consecutive failure)",
        ]
    );
}

#[test]
fn rule_12_only_who_asks_hears_calls() {
    let (breaker, _) = closed(config());
    let (quiet, curious) = (Log::of(&breaker), Log::of_calls(&breaker));
    breaker.call(|| Ok::<_, &str>(8)).unwrap();
    assert_eq!((quiet.take().len(), curious.take().len()), (0, 1));
}

#[test]
fn rule_12_an_event_comes_after_the_state_it_tells_of() {
    let (breaker, clock) = closed(config());
    let handle = breaker.clone();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    breaker.observe(Arc::new(Hear(move |event: &Event| {
        let Event::Transition(told) = event else { return };
        noted.lock().unwrap().push((told.to, handle.state(), handle.snapshot().generation == told.generation));
    })));
    trip(&breaker);
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    let states = [State::Open, State::HalfOpen, State::Closed];
    assert_eq!(*seen.lock().unwrap(), states.map(|state| (state, state, true)));
}

#[test]
fn rule_12_an_observer_may_do_anything_with_the_breaker() {
    let (breaker, clock) = closed(config());
    let handle = breaker.clone();
    breaker.observe(Arc::new(Hear(move |event: &Event| {
        if matches!(event, Event::Transition(told) if told.cause == TransitionCause::ConsecutiveFailures(3)) {
            let _ = (handle.state(), handle.snapshot(), handle.config(), handle.try_acquire().is_ok());
            handle.record_failure();
            handle.reconfigure(config().half_open_calls(2).build().unwrap());
            handle.close("overruled");
            handle.call(|| Ok::<_, &str>(8)).unwrap();
            handle.open("overruled again");
        }
    })));
    let log = Log::of(&breaker);
    trip(&breaker);
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
    clock.advance(TIMEOUT);
    let legs: Vec<_> = log.transitions().iter().map(|told| (told.from, told.to)).collect();
    assert_eq!(
        legs,
        [(State::Closed, State::Open), (State::Open, State::Closed), (State::Closed, State::Open)],
        "the second observer hears them in order, though the first made two of them"
    );
}

#[test]
fn rule_12_an_observer_may_keep_the_circuit_moving_for_long() {
    let (breaker, _) = closed(config());
    let handle = breaker.clone();
    let left = AtomicU32::new(10_000);
    breaker.observe(Arc::new(Hear(move |event: &Event| {
        let Event::Transition(told) = event else { return };
        if left.fetch_sub(1, Ordering::Relaxed) == 1 {
            return;
        }
        if told.to == State::Closed { handle.force_open("on") } else { handle.close("off") }
    })));
    breaker.force_open("on");
    assert_eq!(breaker.snapshot().generation, 10_000);
}

#[test]
fn rule_12_an_observer_may_add_observers() {
    let (breaker, _) = closed(config());
    let handle = breaker.clone();
    let late = Arc::new(Log::default());
    let added = Arc::clone(&late);
    breaker.observe(Arc::new(Hear(move |event: &Event| {
        if matches!(event, Event::Transition(told) if told.to == State::Open) {
            handle.observe(added.clone());
        }
    })));
    trip(&breaker);
    assert_eq!(late.take(), [""; 0], "it was not there when it happened");
    breaker.close("test");
    assert_eq!(late.take(), ["open -> closed (operator: test)"]);
}

#[test]
fn rule_12_a_panicking_observer_harms_nobody() {
    let (breaker, clock) = closed(config());
    let before = Log::of_calls(&breaker);
    breaker.observe(Arc::new(Hear(|_: &_| panic::resume_unwind(Box::new("observer")))));
    let after = Log::of_calls(&breaker);
    trip(&breaker);
    assert!(breaker.try_acquire().is_err());
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    let heard = before.take();
    assert_eq!((heard.len(), &heard), (8, &after.take()));
    assert_eq!((breaker.state(), breaker.snapshot().counts.total()), (State::Closed, 5));
}

/// A panic whose payload panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic::resume_unwind(Box::new("the payload"));
    }
}

#[test]
fn rule_12_a_panic_that_panics_harms_nobody() {
    let (breaker, _) = closed(config());
    breaker.observe(Arc::new(Hear(|_: &_| panic::resume_unwind(Box::new(Bomb)))));
    let log = Log::of(&breaker);
    trip(&breaker);
    breaker.close("test");
    assert_eq!(log.transitions().len(), 2);
}

#[test]
fn rule_12_observers_are_told_in_the_order_in_which_they_came() {
    let registry = Registry::new();
    let order = Arc::new(Mutex::new(Vec::new()));
    let note = |name: &'static str| {
        let order = Arc::clone(&order);
        Arc::new(Hear(move |_: &Event| order.lock().unwrap().push(name)))
    };
    registry.observe(note("all"));
    let breaker = registry.get_or_register("db", Config::default()).unwrap();
    breaker.observe(note("first"));
    breaker.observe(note("second"));
    breaker.force_open("test");
    assert_eq!(*order.lock().unwrap(), ["first", "second", "all"]);
}

#[test]
fn rule_12_transitions_of_many_threads_are_told_once_and_in_order() {
    let (breaker, _) = closed(config().threshold(1));
    let logs = [Log::of(&breaker), Log::of(&breaker)];
    let start = Barrier::new(4);
    let churn = |seed: usize| {
        start.wait();
        for step in 0..500 {
            match (seed + step) % 4 {
                0 => breaker.record_failure(),
                1 => breaker.close("test"),
                2 => breaker.force_open("test"),
                _ => breaker.metrics_only("test"),
            }
        }
    };
    thread::scope(|scope| (0..4).for_each(|seed| drop(scope.spawn(move || churn(seed)))));
    let last = breaker.snapshot().generation;
    for log in logs {
        let told = log.transitions();
        let generations: Vec<_> = told.iter().map(|told| told.generation).collect();
        assert_eq!(generations, (1..=last).collect::<Vec<_>>());
        assert!(told.windows(2).all(|pair| pair[0].to == pair[1].from && pair[1].from != pair[1].to));
    }
}

#[test]
fn rule_12_a_slow_observer_holds_nobody_up() {
    let (breaker, _) = open(config());
    let (inside, go_on) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let waits = (Arc::clone(&inside), Arc::clone(&go_on));
    let first = AtomicU32::new(0);
    breaker.observe(Arc::new(Hear(move |_: &Event| {
        if first.fetch_add(1, Ordering::Relaxed) == 0 {
            waits.0.wait();
            waits.1.wait();
        }
    })));
    let log = Log::of(&breaker);
    thread::scope(|scope| {
        scope.spawn(|| breaker.close("one"));
        inside.wait();
        breaker.force_open("two");
        breaker.disable("three");
        assert_eq!(breaker.state(), State::Disabled);
        assert_eq!(log.take(), [""; 0], "left to the thread that tells");
        go_on.wait();
    });
    assert_eq!(log.transitions().len(), 3);
}

#[test]
fn rule_12_an_observer_hears_nothing_from_before_it_came() {
    let (breaker, _): (CircuitBreaker, _) = open(config());
    let log = Log::of(&breaker);
    breaker.close("test");
    assert_eq!(log.take(), ["open -> closed (operator: test)"]);
}
