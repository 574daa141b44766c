//! What a script may do, with small numbers, so that steps meet deadlines, leases and thresholds often.

use ewrap_core::{Config, Outcome};
use proptest::prelude::*;
use proptest::sample::Index;
use std::time::Duration;

/// One step, done to both.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Acquire {
        owned: bool,
    },
    /// A call from the past ends, whichever of those under way.
    End {
        call: Index,
        how: End,
    },
    CanExecute,
    RecordSuccess,
    RecordFailure,
    /// A panic unwinds, during which a call is made and dropped.
    DropDuringPanic,
    Close,
    Open,
    ForceOpen,
    Disable,
    MetricsOnly,
    Reconfigure(Box<Config>),
    Advance(u64),
    /// To the moment that `retry_after` speaks of, or a nanosecond beside it.
    ToRetry(Beside),
    /// The clock runs backwards.
    Back(u64),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Beside {
    Before,
    Exactly,
    After,
}

/// How a call ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Success,
    Failure,
    Ignore,
    Record(Outcome, Duration),
    Drop,
    Panic,
    Forget,
}

#[derive(Debug, Clone)]
pub(super) struct Script {
    pub(super) config: Config,
    /// Whether an observer asks for calls.
    pub(super) timed: bool,
    pub(super) steps: Vec<Step>,
}

pub(super) fn script() -> impl Strategy<Value = Script> {
    let steps = proptest::collection::vec(step(), 1..80);
    (config(), any::<bool>(), steps).prop_map(|(config, timed, steps)| Script { config, timed, steps })
}

fn config() -> impl Strategy<Value = Config> {
    let timeout = prop_oneof![9 => 1..30_u64, 1 => Just(u64::MAX)].prop_map(Duration::from_nanos);
    let lease = proptest::option::of((1..30_u64).prop_map(Duration::from_nanos));
    (1..5_u32, timeout, 1..4_u32, 1..5_u32, lease).prop_map(|(threshold, timeout, calls, successes, lease)| {
        let settings =
            Config::builder().threshold(threshold).timeout(timeout).half_open_calls(calls).success_threshold(successes);
        let settings = if let Some(lease) = lease { settings.probe_lease(lease) } else { settings };
        settings.build().unwrap()
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        30 => any::<bool>().prop_map(|owned| Step::Acquire { owned }),
        30 => (any::<Index>(), end()).prop_map(|(call, how)| Step::End { call, how }),
        4 => Just(Step::CanExecute),
        4 => Just(Step::RecordSuccess),
        8 => Just(Step::RecordFailure),
        1 => Just(Step::DropDuringPanic),
        1 => Just(Step::Close),
        2 => Just(Step::Open),
        1 => Just(Step::ForceOpen),
        1 => Just(Step::Disable),
        1 => Just(Step::MetricsOnly),
        3 => config().prop_map(|config| Step::Reconfigure(Box::new(config))),
        6 => (1..40_u64).prop_map(Step::Advance),
        10 => beside().prop_map(Step::ToRetry),
        1 => (1..100_u64).prop_map(Step::Back),
    ]
}

fn beside() -> impl Strategy<Value = Beside> {
    prop_oneof![2 => Just(Beside::Before), 6 => Just(Beside::Exactly), 2 => Just(Beside::After)]
}

fn end() -> impl Strategy<Value = End> {
    let outcome =
        prop_oneof![Just(Outcome::Success), Just(Outcome::Failure), Just(Outcome::Ignored), Just(Outcome::Cancelled)];
    prop_oneof![
        4 => Just(End::Success),
        6 => Just(End::Failure),
        1 => Just(End::Ignore),
        2 => (outcome, 0..50_u64).prop_map(|(outcome, nanos)| End::Record(outcome, Duration::from_nanos(nanos))),
        2 => Just(End::Drop),
        1 => Just(End::Panic),
        1 => Just(End::Forget),
    ]
}
