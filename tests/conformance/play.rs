//! Playing a script, step by step.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ewrap::{CircuitBreaker, Event, Isolation, ManualClock, Observer, OwnedPermit, State, Tally};
use serde_json::Value;

use crate::adapter;
use crate::schema::{Expect, Scenario, Step};

#[derive(Default)]
struct Transitions(Mutex<Vec<(String, String)>>);

impl Observer for Transitions {
    fn on_event(&self, _: &str, event: &Event) {
        if let Event::Transition(it) = event {
            let pair = (it.from.as_str().to_owned(), it.to.as_str().to_owned());
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(pair);
        }
    }
}

/// What a script holds between its steps.
#[derive(Default)]
struct Held {
    permits: HashMap<String, OwnedPermit>,
    isolations: HashMap<String, Isolation>,
}

/// The first step that was not as expected, and what was seen.
pub(crate) fn play(scenario: &Scenario, breaker: &CircuitBreaker, clock: &ManualClock) -> Result<(), String> {
    let transitions = Arc::new(Transitions::default());
    breaker.observe(transitions.clone());
    let mut held = Held::default();
    for (number, step) in scenario.steps.iter().enumerate() {
        let seen = take(scenario, step, breaker, clock, &mut held);
        check(&step.expect, step, breaker, &seen)
            .map_err(|what| format!("step {number} ({} at {} ms): {what}", step.op, step.at_ms))?;
    }
    let seen = transitions.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match &scenario.expect_transitions {
        Some(expected) if *expected != seen => Err(format!("transitions: expected {expected:?}, got {seen:?}")),
        _ => Ok(()),
    }
}

/// What a step gave beside the state.
#[derive(Default)]
struct Seen {
    /// Whether a call was admitted, if it asked.
    admitted: Option<bool>,
    error: Option<&'static str>,
}

/// Does what the step says.
fn take(scenario: &Scenario, step: &Step, breaker: &CircuitBreaker, clock: &ManualClock, held: &mut Held) -> Seen {
    let mut seen = Seen::default();
    match step.op.as_str() {
        "acquire" => {
            let permit = breaker.try_acquire_owned().ok();
            seen.admitted = Some(permit.is_some());
            held.permits.extend(permit.map(|it| (step.id.clone(), it)));
        }
        "complete" => {
            if let Some(permit) = held.permits.remove(&step.id) {
                complete(permit, &step.outcome);
            }
        }
        "advance" => {
            clock.advance(Duration::from_millis(step.ms));
            // What time alone does is done when it is due.
            breaker.tick();
        }
        "force" => seen.error = force(scenario, step, breaker),
        "reset" => breaker.reset("scenario"),
        "isolate" => drop(held.isolations.insert(step.id.clone(), breaker.isolate("scenario"))),
        "release" => drop(held.isolations.remove(&step.id)),
        _ => {}
    }
    seen
}

/// Gives the name of the error, if the change was refused.
fn force(scenario: &Scenario, step: &Step, breaker: &CircuitBreaker) -> Option<&'static str> {
    match (adapter::state(&step.to), step.delay_ms) {
        (Some(State::Open), Some(delay)) => breaker.open_for(Duration::from_millis(delay), "scenario"),
        (Some(State::Open), None) => breaker.open("scenario"),
        (Some(State::HalfOpen), _) if scenario.config.may_half_open_from_closed => breaker.half_open("scenario"),
        (Some(State::HalfOpen), _) => {
            return breaker.try_half_open("scenario").err().map(|_| "illegal_transition");
        }
        (Some(State::ForcedOpen), _) => breaker.force_open("scenario"),
        (Some(State::Disabled), _) => breaker.disable("scenario"),
        (Some(State::MetricsOnly), _) => breaker.metrics_only("scenario"),
        _ => breaker.close("scenario"),
    }
    None
}

fn complete(permit: OwnedPermit, outcome: &str) {
    match outcome {
        "success" => permit.success(),
        "failure" => permit.failure(),
        "ignored" => permit.ignore(),
        "panic" => {
            // Unwinds without the report of a panic.
            let unwound = catch_unwind(AssertUnwindSafe(|| {
                let _held = permit;
                resume_unwind(Box::new(()));
            }));
            assert!(unwound.is_err(), "it unwinds");
        }
        _ => drop(permit),
    }
}

fn check(expect: &Expect, step: &Step, breaker: &CircuitBreaker, seen: &Seen) -> Result<(), String> {
    if expect.error.as_deref() != seen.error {
        return Err(format!("expected the error {:?}, got {:?}", expect.error, seen.error));
    }
    if let Some(admitted) = seen.admitted {
        let expected = expect.permit.unwrap_or(true);
        if admitted != expected {
            return Err(format!("permit {}: expected {expected}, got {admitted}", step.id));
        }
    }
    let state = breaker.state().as_str();
    match &expect.state {
        Some(Value::String(expected)) if expected != state => Err(format!("expected state {expected}, got {state}")),
        Some(Value::Array(any)) if !any.iter().any(|it| it == state) => {
            Err(format!("expected one of the states {any:?}, got {state}"))
        }
        _ => metrics(expect, breaker),
    }
}

/// Of the window, or of the half-open period; a breaker that looks at no window has none of them.
fn metrics(expect: &Expect, breaker: &CircuitBreaker) -> Result<(), String> {
    let snapshot = breaker.snapshot();
    let of_window = |count: fn(&Tally) -> u64| snapshot.window.as_ref().map(count);
    for (name, expected) in expect.metrics.iter().flatten() {
        let got = match name.as_str() {
            "consecutive_failures" => Some(u64::from(snapshot.consecutive_failures)),
            "rejected_total" => Some(snapshot.counts.rejected),
            "ignored_total" => Some(snapshot.counts.ignored),
            "success" => of_window(|it| it.calls - it.failures),
            "failure" => of_window(|it| it.failures),
            "slow" => of_window(|it| it.slow),
            "total" => of_window(|it| it.calls),
            "failure_rate_pct" => {
                rate(name, expected, snapshot.failure_rate())?;
                continue;
            }
            "slow_rate_pct" => {
                rate(name, expected, snapshot.slow_rate())?;
                continue;
            }
            _ => return Err(format!("the metric {name} is unknown")),
        };
        if got.is_some() && expected.as_u64() != got {
            return Err(format!("{name}: expected {expected}, got {got:?}"));
        }
    }
    Ok(())
}

/// In percent, to a hundredth; null where it is not known.
fn rate(name: &str, expected: &Value, share: Option<f64>) -> Result<(), String> {
    let got = share.map(|it| it * 100.0);
    let is_same = match (expected.as_f64(), got) {
        (Some(expected), Some(got)) => (expected - got).abs() < 0.01,
        (expected, got) => expected.is_none() && got.is_none(),
    };
    if is_same { Ok(()) } else { Err(format!("{name}: expected {expected}, got {got:?}")) }
}
