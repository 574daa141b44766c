//! How the open timeout grows while probes fail.

use std::time::Duration;

use ewrap_core::{Backoff, CircuitBreaker, Config, ManualClock, State};

use crate::support::TIMEOUT;

fn breaker(backoff: Backoff) -> (CircuitBreaker, ManualClock) {
    let config = Config::builder().threshold(1).timeout(TIMEOUT).backoff(backoff).build().unwrap();
    let clock = ManualClock::new();
    (CircuitBreaker::builder("db").config(config).clock(clock.clone()).build(), clock)
}

/// Fails until the circuit is open, waits that out, and gives how long that was.
fn opening(breaker: &CircuitBreaker, clock: &ManualClock) -> Duration {
    breaker.try_acquire().unwrap().failure();
    let waits = breaker.try_acquire().unwrap_err().retry_after().unwrap();
    clock.advance(waits);
    waits
}

#[test]
fn failed_probes_lengthen_the_timeout_up_to_its_cap() {
    let (breaker, clock) = breaker(Backoff::exponential(2.0, TIMEOUT * 5));
    let waits = [(); 5].map(|()| opening(&breaker, &clock));
    assert_eq!(waits, [TIMEOUT, TIMEOUT * 2, TIMEOUT * 4, TIMEOUT * 5, TIMEOUT * 5]);
}

#[test]
fn a_closed_circuit_starts_over() {
    for end in [
        |breaker: &CircuitBreaker| breaker.try_acquire().unwrap().success(),
        |breaker: &CircuitBreaker| breaker.reset("drill"),
    ] {
        let (breaker, clock) = breaker(Backoff::linear(TIMEOUT * 9));
        assert_eq!([(); 3].map(|()| opening(&breaker, &clock)), [TIMEOUT, TIMEOUT * 2, TIMEOUT * 3]);
        end(&breaker);
        assert_eq!(breaker.state(), State::Closed);
        assert_eq!(opening(&breaker, &clock), TIMEOUT);
    }
}

#[test]
fn a_list_is_read_to_its_end_and_stays_there() {
    const LIST: &[Duration] = &[Duration::from_millis(1), Duration::from_millis(5)];
    let (breaker, clock) = breaker(Backoff::list(LIST));
    assert_eq!([(); 3].map(|()| opening(&breaker, &clock)), [LIST[0], LIST[1], LIST[1]]);
}

#[test]
fn jitter_stays_within_its_share() {
    let (breaker, clock) = breaker(Backoff::FIXED.jitter(0.5));
    for _ in 0..200 {
        let waits = opening(&breaker, &clock);
        assert!((TIMEOUT / 2..=TIMEOUT * 3 / 2).contains(&waits), "{waits:?}");
    }
}
