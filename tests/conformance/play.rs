//! Playing a script, step by step.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ewrap::{CircuitBreaker, Event, ManualClock, Observer, OwnedPermit};
use serde_json::Value;

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

/// The first step that was not as expected, and what was seen.
pub(crate) fn play(scenario: &Scenario, breaker: &CircuitBreaker, clock: &ManualClock) -> Result<(), String> {
    let transitions = Arc::new(Transitions::default());
    breaker.observe(transitions.clone());
    let mut permits = HashMap::new();
    for (number, step) in scenario.steps.iter().enumerate() {
        let admitted = take(step, breaker, clock, &mut permits);
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
fn take(
    step: &Step,
    breaker: &CircuitBreaker,
    clock: &ManualClock,
    permits: &mut HashMap<String, OwnedPermit>,
) -> Option<bool> {
    match step.op.as_str() {
        "acquire" => {
            let permit = breaker.try_acquire_owned().ok();
            let admitted = permit.is_some();
            permits.extend(permit.map(|it| (step.id.clone(), it)));
            return Some(admitted);
        }
        "complete" => {
            if let Some(permit) = permits.remove(&step.id) {
                complete(permit, &step.outcome);
            }
        }
        "advance" => clock.advance(Duration::from_millis(step.ms)),
        "force" => match step.to.as_str() {
            "open" => breaker.open("scenario"),
            "closed" => breaker.close("scenario"),
            "forced_open" => breaker.force_open("scenario"),
            "disabled" => breaker.disable("scenario"),
            _ => breaker.metrics_only("scenario"),
        },
        _ => {}
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
