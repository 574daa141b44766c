//! Random settings, with small numbers and in one unit of time a script, so that they meet each other often.

use proptest::option::weighted;
use proptest::prelude::*;

use super::plan::{Delay, Plan, Span, Unit};

/// What a script is about: which clocks and windows go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The clock runs backwards at times. Windows of time and calls under way are left out: both are kept by their slice,
    /// in a ring, and what falls into a slice that the ring has passed is not counted, or counted as old.
    Unsteady,
    /// Windows of calls, nanoseconds apart.
    Calls,
    /// Every window, a slice apart.
    Slices,
}

impl Kind {
    pub(super) fn unit(self) -> Unit {
        if self == Self::Slices { Unit::Slice } else { Unit::Nano }
    }
}

/// Some units, or a nanosecond beside that.
pub(super) fn time(unit: Unit, most: u64) -> impl Strategy<Value = u64> {
    let unit = unit.nanos();
    prop_oneof![8 => Just(0), 1 => Just(1_i64), 1 => Just(-1)].prop_flat_map(move |beside| {
        (1..=most).prop_map(move |units| (units * unit).saturating_add_signed(beside).max(1))
    })
}

/// When it opens: the rules.
#[derive(Debug, Clone)]
struct Rules {
    threshold: Option<u32>,
    failure_rate: Option<f64>,
    failure_count: Option<u32>,
    slow_rate: Option<f64>,
    slow_call: Option<u64>,
    span: Option<Span>,
    min_calls: Option<u32>,
}

fn rate() -> impl Strategy<Value = f64> {
    proptest::sample::select(vec![0.2, 0.25, 0.3, 1.0 / 3.0, 0.5, 0.6, 0.75, 1.0])
}

fn span(kind: Kind) -> BoxedStrategy<Span> {
    let calls = (1..=6_u32).prop_map(Span::Calls);
    if kind != Kind::Slices {
        return calls.boxed();
    }
    let times = || proptest::sample::select(vec![1_000_000_u64, 1_000_000, 1_000_300, 1_037_000, 2_000_000]);
    prop_oneof![1 => calls, 3 => times().prop_map(Span::Time), 1 => times().prop_map(Span::Tumbling)].boxed()
}

/// Settings that would contradict each other are left out, or lowered.
fn rules(kind: Kind) -> BoxedStrategy<Rules> {
    let by_window = (weighted(0.45, rate()), weighted(0.3, 1..5_u32), weighted(0.7, rate()));
    let by_window = prop_oneof![3 => by_window, 1 => Just((None, None, None))];
    let about = (
        weighted(0.3, time(kind.unit(), 8)),
        time(kind.unit(), 8),
        weighted(0.95, span(kind)),
        weighted(0.7, 1..5_u32),
    );
    (weighted(0.4, 1..5_u32), by_window, about)
        .prop_map(|(threshold, (failure_rate, failure_count, slow_rate), (slow, needed, span, min_calls))| {
            let looks = failure_rate.is_some() || failure_count.is_some() || slow_rate.is_some();
            let slow_call = slow.or(slow_rate.map(|_| needed));
            let most = if let Some(Span::Calls(size)) = span { size } else { 100 };
            let fits = |count: Option<u32>| count.map(|count| count.min(most));
            let (span, min_calls) = (span.filter(|_| looks), fits(min_calls).filter(|_| looks));
            Rules { threshold, failure_rate, failure_count: fits(failure_count), slow_rate, slow_call, span, min_calls }
        })
        .boxed()
}

#[derive(Debug, Clone)]
struct HalfOpen {
    calls: u32,
    once: bool,
    successes: u32,
    failures: Option<u32>,
    sample: Option<u32>,
    limit: Option<u64>,
    limit_closes: bool,
    lease: Option<u64>,
    ramp: Option<u64>,
}

fn half_open(unit: Unit) -> BoxedStrategy<HalfOpen> {
    let counts = (1..4_u32, prop::bool::weighted(0.25), 1..5_u32, weighted(0.25, 1..4_u32), weighted(0.4, 1..4_u32));
    let times =
        (weighted(0.25, time(unit, 30)), any::<bool>(), weighted(0.5, time(unit, 30)), weighted(0.3, time(unit, 40)));
    (counts, times)
        .prop_map(|((calls, once, successes, failures, sample), (limit, limit_closes, lease, ramp))| {
            let needed = sample.unwrap_or(successes + failures.unwrap_or(1) - 1);
            let calls = if once { calls.max(needed) } else { calls };
            HalfOpen { calls, once, successes, failures, sample, limit, limit_closes, lease, ramp }
        })
        .boxed()
}

fn delay(unit: Unit) -> BoxedStrategy<Delay> {
    prop_oneof![
        4 => Just(Delay::Fixed),
        1 => (1..4_u32, time(unit, 60)).prop_map(|(factor, max)| Delay::Exponential { factor, max }),
        1 => time(unit, 60).prop_map(|max| Delay::Linear { max }),
        1 => Just(Delay::List(unit)),
        1 => Just(Delay::Function(unit)),
    ]
    .boxed()
}

/// One of eight does without policies, as most breakers do.
pub(super) fn plan(kind: Kind) -> BoxedStrategy<Plan> {
    prop_oneof![7 => rich_plan(kind), 1 => rich_plan(kind).prop_map(Plan::without_policies)].boxed()
}

fn rich_plan(kind: Kind) -> BoxedStrategy<Plan> {
    let unit = kind.unit();
    let timeout = prop_oneof![29 => time(unit, 20), 1 => Just(u64::MAX)];
    let times = (
        weighted(0.15, time(unit, 60)),
        weighted(0.35, time(unit, 10)),
        weighted(0.2, time(unit, 10)),
        weighted(0.3, time(unit, 60)),
    );
    let yes = prop::bool::weighted;
    let bools = (yes(0.15), yes(0.25), yes(0.25), yes(0.25), yes(0.3), yes(0.15));
    let opening = (timeout, delay(unit));
    (rules(kind), half_open(unit), times, bools, opening)
        .prop_map(move |(rules, half_open, times, bools, opening)| {
            let (warm_up, error_free_reset, lumping, respect_retry_after) = times;
            let (only_ended, strictly_above, successes_may_open, ignored_as_success, automatic, by_time) = bools;
            let (timeout, delay) = opening;
            Plan {
                threshold: rules.threshold,
                failure_rate: rules.failure_rate,
                failure_count: rules.failure_count,
                slow_rate: rules.slow_rate,
                slow_call: rules.slow_call,
                span: rules.span,
                min_calls: rules.min_calls,
                warm_up,
                error_free_reset,
                lumping,
                only_ended_calls: only_ended || kind == Kind::Unsteady,
                strictly_above,
                successes_may_open,
                ignored_as_success,
                timeout,
                delay,
                respect_retry_after,
                automatic_half_open: automatic,
                closes_by_time: by_time,
                half_open_calls: half_open.calls,
                probes_once: half_open.once,
                success_threshold: half_open.successes,
                half_open_failures: half_open.failures,
                half_open_sample: half_open.sample,
                half_open_limit: half_open.limit,
                half_open_limit_closes: half_open.limit_closes,
                probe_lease: half_open.lease,
                ramp: half_open.ramp,
            }
        })
        .boxed()
}
