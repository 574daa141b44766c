//! From a scenario's configuration to ours: the one place that says what is not supported, and why.

use std::time::Duration;

use ewrap::{Backoff, CircuitBreaker, Config, ManualClock, State};

use crate::schema::{self, Scenario};

/// Windows, rates and slow calls are policies to come.
const WINDOW: &str = "a window: one policy so far, consecutive failures";
const RUN: &str = "a run of failures that time ends, lumps or warms up";
const DELAY: &str = "an open delay of another form";
const EXCLUSIVE: &str = "a deadline at which a call is not yet admitted: `retry_after` would be a lie";
const AUTOMATIC: &str = "half-open without a call";
const NO_TRIAL: &str = "closing without a probe";
/// As many probes as there can be: no script has more calls.
const UNLIMITED: u32 = 65_535;
const BUDGET: &str = "probes counted once: a slot that is free is used again";
const DECISION: &str = "half-open decided by more than one failure, or by a rate";
const LONGEST: &str = "a longest stay in half-open: a lease ends for each probe";
const NEUTRAL: &str = "outcomes that count otherwise: ignored and cancelled calls move nothing";
const STALE: &str = "late results that count";
const INITIAL: &str = "an initial state that is none of ours";
const OPERATION: &str = "a transition that is refused: an operator may set every state";

type Supported<T> = Result<T, &'static str>;

fn needs(is_there: bool, what: &'static str) -> Supported<()> {
    if is_there { Ok(()) } else { Err(what) }
}

/// The breaker that a scenario asks for, and its clock.
pub(crate) fn breaker(config: &schema::Config) -> Supported<(CircuitBreaker, ManualClock)> {
    let schema::Config { trip, open, half_open, stale, outcomes, initial_state } = config;
    needs(trip.kind == "consecutive", WINDOW)?;
    let own_time = [trip.error_free_reset_ms, trip.lump_ms, trip.warmup_ms];
    needs(own_time.iter().all(Option::is_none), RUN)?;
    needs(open.boundary != "exclusive", EXCLUSIVE)?;
    needs(!open.is_automatic, AUTOMATIC)?;
    needs(open.then == "half_open", NO_TRIAL)?;
    needs(half_open.slot_reuse != "never", BUDGET)?;
    needs(half_open.decision.kind == "counts" && half_open.decision.open_after_failures == Some(1), DECISION)?;
    needs(half_open.max_wait_ms.is_none() && half_open.reissue_every_ms.is_none(), LONGEST)?;
    needs(outcomes.ignored == "neutral" && outcomes.cancelled != "failure", NEUTRAL)?;
    needs(stale != "count", STALE)?;
    let initial = state(initial_state).ok_or(INITIAL)?;
    let (threshold, calls) = (trip.failures.ok_or(WINDOW)?, half_open.max_calls.unwrap_or(UNLIMITED));
    let (timeout, backoff) = delay(&open.delay).ok_or(DELAY)?;
    let settings = Config::builder()
        .threshold(threshold)
        .timeout(timeout)
        .backoff(backoff)
        .half_open_calls(calls)
        .success_threshold(half_open.decision.close_after_successes.unwrap_or(1))
        // No scenario takes a lost probe's place back: the longest lease there is.
        .probe_lease(Duration::MAX)
        .build()
        .map_err(|_| "settings out of our range")?;
    let clock = ManualClock::new();
    let builder = CircuitBreaker::builder("conformance").config(settings).clock(clock.clone());
    Ok((builder.initial_state(initial).build(), clock))
}

/// The first open delay, and how it grows.
fn delay(delay: &schema::Delay) -> Option<(Duration, Backoff)> {
    let ms = Duration::from_millis;
    let cap = delay.max_ms.map_or(Duration::MAX, ms);
    Some(match delay.kind.as_str() {
        "fixed" => (ms(delay.ms.as_ref()?.as_u64()?), Backoff::FIXED),
        "exponential" => (ms(delay.initial_ms?), Backoff::exponential(delay.multiplier?, cap)),
        "linear" => (ms(delay.base_ms?), Backoff::linear(cap)),
        "list" => {
            let delays: Option<Vec<_>> = delay.ms.as_ref()?.as_array()?.iter().map(|it| it.as_u64().map(ms)).collect();
            let delays = delays?;
            // A list of constants, as ours are; the scenarios are few.
            (*delays.first()?, Backoff::list(Vec::leak(delays)))
        }
        _ => return None,
    })
}

/// The state of this name.
pub(crate) fn state(name: &str) -> Option<State> {
    let all = [State::Closed, State::Open, State::HalfOpen, State::ForcedOpen, State::Disabled, State::MetricsOnly];
    all.into_iter().find(|it| it.as_str() == name)
}

/// Whether every step has an operation of ours.
pub(crate) fn playable(scenario: &Scenario) -> Supported<()> {
    let known = scenario.steps.iter().all(|step| match step.op.as_str() {
        "acquire" | "complete" | "advance" | "check" | "reset" | "isolate" | "release" => true,
        "force" => state(&step.to).is_some() && step.expect.error.is_none(),
        _ => false,
    });
    needs(known, OPERATION)
}
