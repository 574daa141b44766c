//! From a scenario's configuration to ours: the one place that says what is not supported, and why.

use std::time::Duration;

use ewrap::{Backoff, CircuitBreaker, Config, ConfigBuilder, ManualClock, State, Window};

use crate::schema::{self, Scenario};

const EXCLUSIVE: &str = "a deadline at which a call is not yet admitted: `retry_after` would be a lie";
const KEPT: &str = "a back-off that outlives a closed circuit: the number of openings begins anew with it";
const STALE: &str = "late results that count: a result belongs to the period that admitted its call";
const CANCELLED: &str = "cancelled calls as failures: they say nothing about the dependency";
const TWO_RATES: &str = "rates of half-open that are not those of the window";
const REISSUE: &str = "a new probe by time that is not the lease of the old one";
const TUMBLING: &str = "consecutive failures that time ends, with a window";
const UNKNOWN: &str = "a form that the schema does not name";
const OPERATION: &str = "a transition that is refused, other than half-open while closed";
/// As many probes as there can be: no script has more calls.
const UNLIMITED: u32 = 65_535;

type Supported<T> = Result<T, &'static str>;

fn needs(is_there: bool, what: &'static str) -> Supported<()> {
    if is_there { Ok(()) } else { Err(what) }
}

/// The breaker that a scenario asks for, and its clock.
pub(crate) fn breaker(config: &schema::Config) -> Supported<(CircuitBreaker, ManualClock)> {
    let schema::Config { open, outcomes, .. } = config;
    needs(open.boundary != "exclusive", EXCLUSIVE)?;
    needs(!open.keep_backoff_on_close, KEPT)?;
    needs(outcomes.cancelled != "failure", CANCELLED)?;
    needs(config.stale != "count", STALE)?;
    let initial = state(&config.initial_state).ok_or(UNKNOWN)?;
    let (timeout, backoff) = delay(&open.delay).ok_or(UNKNOWN)?;
    let settings = Config::builder()
        .timeout(timeout)
        .backoff(backoff)
        .automatic_half_open(open.is_automatic)
        .closes_by_time(open.then == "closed")
        .ignored_as_success(outcomes.ignored == "success");
    let settings = half_open(&config.half_open, trip(&config.trip, settings)?, &config.trip)?;
    let settings = settings.build().map_err(|error| &*error.to_string().leak())?;
    let clock = ManualClock::new();
    let builder = CircuitBreaker::builder("conformance").config(settings).clock(clock.clone());
    Ok((builder.initial_state(initial).build(), clock))
}

/// When the circuit opens.
fn trip(trip: &schema::Trip, settings: ConfigBuilder) -> Supported<ConfigBuilder> {
    let ms = Duration::from_millis;
    let mut settings = settings
        // None of these breakers sees a call before it ends.
        .only_ended_calls(true)
        .strictly_above(trip.compare.as_deref() == Some("gt"))
        .successes_may_open(trip.evaluate_on.as_deref() == Some("any"));
    settings = with(settings, trip.error_free_reset_ms.map(ms), ConfigBuilder::error_free_reset);
    settings = with(settings, trip.lump_ms.map(ms), ConfigBuilder::lumping);
    settings = with(settings, trip.warmup_ms.map(ms), ConfigBuilder::warm_up);
    settings = with(settings, trip.slow_call_ms.map(ms), ConfigBuilder::slow_call);
    settings = with(settings, trip.failure_rate_pct.map(share), ConfigBuilder::failure_rate);
    settings = with(settings, trip.slow_rate_pct.map(share), ConfigBuilder::slow_rate);
    settings = with(settings, trip.failure_count, ConfigBuilder::failure_count);
    settings = with(settings, trip.min_calls, ConfigBuilder::min_calls);
    let duration = || trip.duration_ms.map(ms).ok_or(UNKNOWN);
    Ok(match trip.kind.as_str() {
        "consecutive" => settings.threshold(trip.failures.ok_or(UNKNOWN)?),
        _ if trip.failures.is_some() => return Err(TUMBLING),
        "count_window" => settings.window(Window::calls(trip.size.ok_or(UNKNOWN)?)),
        "time_window" => settings.window(Window::time(duration()?)),
        "tumbling_window" => settings.window(Window::tumbling(duration()?)),
        _ => return Err(UNKNOWN),
    })
}

/// How half-open ends.
fn half_open(half_open: &schema::HalfOpen, settings: ConfigBuilder, trip: &schema::Trip) -> Supported<ConfigBuilder> {
    let decision = &half_open.decision;
    let lease = half_open.reissue_every_ms.map_or(Duration::MAX, Duration::from_millis);
    needs(half_open.reissue_every_ms.is_none() || half_open.max_calls == Some(1), REISSUE)?;
    let mut settings = settings
        .half_open_calls(half_open.max_calls.unwrap_or(UNLIMITED))
        .probes_once(half_open.slot_reuse == "never")
        // No other scenario takes a lost probe's place back: the longest lease there is.
        .probe_lease(lease)
        .half_open_limit_closes(half_open.max_wait_to.as_deref() == Some("closed"));
    settings = with(settings, half_open.max_wait_ms.map(Duration::from_millis), ConfigBuilder::half_open_limit);
    settings = with(settings, decision.close_after_successes, ConfigBuilder::success_threshold);
    settings = with(settings, decision.open_after_failures, ConfigBuilder::half_open_failures);
    settings = with(settings, decision.calls, ConfigBuilder::half_open_sample);
    if decision.kind == "rate" {
        let same = |ours: Option<f64>, theirs: Option<f64>| theirs.is_none() || ours == theirs;
        let is_same = same(trip.failure_rate_pct, decision.failure_rate_pct);
        needs(is_same && same(trip.slow_rate_pct, decision.slow_rate_pct), TWO_RATES)?;
    }
    Ok(settings)
}

fn with<T>(settings: ConfigBuilder, value: Option<T>, set: fn(ConfigBuilder, T) -> ConfigBuilder) -> ConfigBuilder {
    match value {
        Some(value) => set(settings, value),
        None => settings,
    }
}

fn share(percent: f64) -> f64 {
    percent / 100.0
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
        "force" => match (state(&step.to), step.expect.error.as_deref()) {
            (Some(State::HalfOpen), Some("illegal_transition")) => true,
            (to, error) => to.is_some() && error.is_none(),
        },
        _ => false,
    });
    needs(known, OPERATION)
}
