//! Playing a script, step by step.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ewrap::{CircuitBreaker, Event, Isolation, ManualClock, Observer, OwnedPermit, State};
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
        let admitted = take(step, breaker, clock, &mut held);
        check(&step.expect, step, breaker, admitted)
            .map_err(|what| format!("step {number} ({} at {} ms): {what}", step.op, step.at_ms))?;
    }
    let seen = transitions.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match &scenario.expect_transitions {
        Some(expected) if *expected != seen => Err(format!("transitions: expected {expected:?}, got {seen:?}")),
        _ => Ok(()),
    }
}

/// Does what the step says; gives whether a call was admitted, if it asked for that.
fn take(step: &Step, breaker: &CircuitBreaker, clock: &ManualClock, held: &mut Held) -> Option<bool> {
    match step.op.as_str() {
        "acquire" => {
            let permit = breaker.try_acquire_owned().ok();
            let admitted = permit.is_some();
            held.permits.extend(permit.map(|it| (step.id.clone(), it)));
            return Some(admitted);
        }
        "complete" => {
            if let Some(permit) = held.permits.remove(&step.id) {
                complete(permit, &step.outcome);
            }
        }
        "advance" => clock.advance(Duration::from_millis(step.ms)),
        "force" => force(step, breaker),
        "reset" => breaker.reset("scenario"),
        "isolate" => drop(held.isolations.insert(step.id.clone(), breaker.isolate("scenario"))),
        "release" => drop(held.isolations.remove(&step.id)),
        _ => {}
    }
    None
}

fn force(step: &Step, breaker: &CircuitBreaker) {
    match (adapter::state(&step.to), step.delay_ms) {
        (Some(State::Open), Some(delay)) => breaker.open_for(Duration::from_millis(delay), "scenario"),
        (Some(State::Open), None) => breaker.open("scenario"),
        (Some(State::HalfOpen), _) => breaker.half_open("scenario"),
        (Some(State::ForcedOpen), _) => breaker.force_open("scenario"),
        (Some(State::Disabled), _) => breaker.disable("scenario"),
        (Some(State::MetricsOnly), _) => breaker.metrics_only("scenario"),
        _ => breaker.close("scenario"),
    }
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

fn check(expect: &Expect, step: &Step, breaker: &CircuitBreaker, admitted: Option<bool>) -> Result<(), String> {
    if let Some(admitted) = admitted {
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

/// A metric that we do not have is not looked at: our counts are totals, not those of a period.
fn metrics(expect: &Expect, breaker: &CircuitBreaker) -> Result<(), String> {
    let snapshot = breaker.snapshot();
    for (name, expected) in expect.metrics.iter().flatten() {
        let got = match name.as_str() {
            "consecutive_failures" => u64::from(snapshot.consecutive_failures),
            "rejected_total" => snapshot.counts.rejected,
            "ignored_total" => snapshot.counts.ignored,
            _ => continue,
        };
        if expected.as_u64() != Some(got) {
            return Err(format!("{name}: expected {expected}, got {got}"));
        }
    }
    Ok(())
}
