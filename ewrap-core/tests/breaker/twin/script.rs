//! What a script may do, with small numbers, so that steps meet deadlines, leases and thresholds often.

use ewrap_core::{Outcome, State};
use proptest::prelude::*;
use proptest::sample::Index;

use super::configs::{Kind, plan, time};
use super::plan::Plan;

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
    Set(State),
    OpenFor(u64),
    TryHalfOpen,
    Reset,
    Isolate,
    EndIsolation(Index),
    Tick,
    Reconfigure(Box<Plan>),
    /// A reconfiguration that touches one setting.
    Change(Change),
    Advance(u64),
    /// To the next moment that the breaker speaks of, or a nanosecond beside it.
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

#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    Threshold(u32),
    Rate(f64),
    OnlyEndedCalls,
    SlowCall(u64),
    Lumping(Option<u64>),
    Ramp(Option<u64>),
    WarmUp(u64),
}

impl Change {
    pub(super) fn apply(self, plan: &mut Plan) {
        match self {
            Self::Threshold(failures) => plan.threshold = Some(failures),
            Self::Rate(rate) => plan.failure_rate = plan.failure_rate.map(|_| rate),
            Self::OnlyEndedCalls => plan.only_ended_calls ^= true,
            Self::SlowCall(longer_than) => plan.slow_call = Some(longer_than),
            Self::Lumping(within) => plan.lumping = within,
            Self::Ramp(length) => plan.ramp = length,
            Self::WarmUp(length) => plan.warm_up = Some(length),
        }
    }
}

/// How a call ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Success,
    Failure,
    Ignore,
    /// An outcome, and how many nanoseconds it took.
    Record(Outcome, u64),
    /// With an error that asks not to be called again for so many nanoseconds.
    FailAsking(u64),
    Drop,
    Panic,
    Forget,
}

#[derive(Debug, Clone)]
pub(super) struct Script {
    pub(super) plan: Plan,
    pub(super) initial: State,
    /// Whether an observer asks for calls.
    pub(super) timed: bool,
    pub(super) steps: Vec<Step>,
}

pub(super) fn script() -> impl Strategy<Value = Script> {
    prop_oneof![Just(Kind::Unsteady), Just(Kind::Calls), Just(Kind::Slices)].prop_flat_map(|kind| {
        let steps = proptest::collection::vec(step(kind), 1..150);
        let initial = prop_oneof![6 => Just(State::Closed), 1 => state()];
        (plan(kind), initial, any::<bool>(), steps).prop_map(|(plan, initial, timed, steps)| Script {
            plan,
            initial,
            timed,
            steps,
        })
    })
}

fn state() -> BoxedStrategy<State> {
    prop_oneof![
        8 => Just(State::Closed),
        4 => Just(State::Open),
        6 => Just(State::HalfOpen),
        1 => Just(State::ForcedOpen),
        2 => Just(State::Disabled),
        8 => Just(State::MetricsOnly),
    ]
    .boxed()
}

fn step(kind: Kind) -> BoxedStrategy<Step> {
    let calls = prop_oneof![
        30 => any::<bool>().prop_map(|owned| Step::Acquire { owned }),
        30 => (any::<Index>(), end(kind)).prop_map(|(call, how)| Step::End { call, how }),
        4 => Just(Step::CanExecute),
        4 => Just(Step::RecordSuccess),
        6 => Just(Step::RecordFailure),
        1 => Just(Step::DropDuringPanic),
    ]
    .boxed();
    let unit = kind.unit();
    let operator = prop_oneof![
        8 => state().prop_map(Step::Set),
        1 => (0..30_u64).prop_map(move |units| Step::OpenFor(units * unit.nanos())),
        1 => Just(Step::TryHalfOpen),
        2 => Just(Step::Reset),
        1 => Just(Step::Isolate),
        8 => any::<Index>().prop_map(Step::EndIsolation),
        2 => plan(kind).prop_map(|plan| Step::Reconfigure(Box::new(plan))),
        8 => change(kind).prop_map(Step::Change),
    ]
    .boxed();
    prop_oneof![80 => calls, 10 => operator, 30 => moment(kind)].boxed()
}

fn moment(kind: Kind) -> BoxedStrategy<Step> {
    let unit = kind.unit();
    let eighth = unit.nanos().div_ceil(8);
    prop_oneof![
        3 => Just(Step::Tick),
        4 => time(unit, 12).prop_map(Step::Advance),
        2 => time(unit, 40).prop_map(Step::Advance),
        2 => (1..16_u64).prop_map(move |eighths| Step::Advance(eighths * eighth)),
        10 => beside().prop_map(Step::ToRetry),
        1 => (1..100_u64).prop_map(move |by| if kind == Kind::Unsteady { Step::Back(by) } else { Step::Tick }),
    ]
    .boxed()
}

fn beside() -> impl Strategy<Value = Beside> {
    prop_oneof![2 => Just(Beside::Before), 6 => Just(Beside::Exactly), 2 => Just(Beside::After)]
}

fn change(kind: Kind) -> BoxedStrategy<Change> {
    let unit = kind.unit();
    let ended = if kind == Kind::Unsteady { Change::Threshold(2) } else { Change::OnlyEndedCalls };
    prop_oneof![
        2 => (1..5_u32).prop_map(Change::Threshold),
        1 => prop_oneof![Just(0.3), Just(0.5), Just(1.0)].prop_map(Change::Rate),
        4 => Just(ended),
        1 => time(unit, 8).prop_map(Change::SlowCall),
        1 => proptest::option::of(time(unit, 10)).prop_map(Change::Lumping),
        1 => proptest::option::of(time(unit, 40)).prop_map(Change::Ramp),
        1 => time(unit, 100).prop_map(Change::WarmUp),
    ]
    .boxed()
}

fn end(kind: Kind) -> BoxedStrategy<End> {
    let unit = kind.unit();
    let outcome =
        prop_oneof![Just(Outcome::Success), Just(Outcome::Failure), Just(Outcome::Ignored), Just(Outcome::Cancelled)];
    prop_oneof![
        7 => Just(End::Success),
        5 => Just(End::Failure),
        1 => Just(End::Ignore),
        4 => (outcome, time(unit, 20)).prop_map(|(outcome, nanos)| End::Record(outcome, nanos)),
        1 => time(unit, 60).prop_map(End::FailAsking),
        2 => Just(End::Drop),
        1 => Just(End::Panic),
        1 => Just(End::Forget),
    ]
    .boxed()
}
