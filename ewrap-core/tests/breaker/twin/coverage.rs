//! What the scripts have come to: a twin that never meets a rule says nothing of it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ewrap_core::{State, TransitionCause};

use super::words::Told;

/// How often what was told, of which state.
#[derive(Debug, Default)]
pub(super) struct Coverage(RefCell<BTreeMap<(&'static str, State), u32>>);

/// Of two thousand scripts.
const LEAST: u32 = 5;

const MUST: [(&str, State); 22] = [
    ("a run", State::Closed),
    ("a run", State::MetricsOnly),
    ("failure rate", State::Closed),
    ("failure rate", State::HalfOpen),
    ("failure rate", State::MetricsOnly),
    ("failure count", State::Closed),
    ("failure count", State::MetricsOnly),
    ("slow rate", State::Closed),
    ("slow rate", State::HalfOpen),
    ("slow rate", State::MetricsOnly),
    ("slow rate with calls under way", State::Closed),
    ("slow rate with calls under way", State::MetricsOnly),
    ("timeout", State::Open),
    ("timeout, and no probe", State::Open),
    ("probes failed", State::HalfOpen),
    ("probes succeeded", State::HalfOpen),
    ("limit of half-open, which opens", State::HalfOpen),
    ("limit of half-open, which closes", State::HalfOpen),
    ("operator", State::ForcedOpen),
    ("operator", State::Disabled),
    ("operator", State::MetricsOnly),
    ("rejected", State::Closed),
];

impl Coverage {
    pub(super) fn hear(&self, told: &Told) {
        let key = match told {
            Told::Transition(made) => (name(&made.cause, made.to), made.from),
            Told::WouldOpen(cause) => (name(cause, State::Open), State::MetricsOnly),
            Told::Rejected(rejection) => ("rejected", rejection.state),
            Told::Call(..) | Told::Reconfigured(_) => return,
        };
        *self.0.borrow_mut().entry(key).or_default() += 1;
    }

    pub(super) fn assert_complete(&self, seed: u64) {
        let counted = self.0.borrow();
        for key in MUST {
            let times = counted.get(&key).copied().unwrap_or_default();
            assert!(times >= LEAST, "EWRAP_TWIN_SEED={seed}: {key:?} was seen {times} times");
        }
    }
}

fn name(cause: &TransitionCause, to: State) -> &'static str {
    match cause {
        TransitionCause::ConsecutiveFailures(_) => "a run",
        TransitionCause::FailureRate { .. } => "failure rate",
        TransitionCause::FailureCount { .. } => "failure count",
        TransitionCause::SlowRate { under_way: 0, .. } => "slow rate",
        TransitionCause::SlowRate { .. } => "slow rate with calls under way",
        TransitionCause::TimeoutElapsed if to == State::Closed => "timeout, and no probe",
        TransitionCause::TimeoutElapsed => "timeout",
        TransitionCause::ProbeFailed => "probes failed",
        TransitionCause::HalfOpenLimit if to == State::Closed => "limit of half-open, which closes",
        TransitionCause::HalfOpenLimit => "limit of half-open, which opens",
        TransitionCause::ProbesSucceeded(_) => "probes succeeded",
        TransitionCause::Operator(_) => "operator",
        other => panic!("no script makes {other}"),
    }
}
