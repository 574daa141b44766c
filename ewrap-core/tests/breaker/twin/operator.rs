//! What operators do to the twin, and what time does.

use ewrap_core::{State, TransitionCause};

use super::half_open::Trial;
use super::plan::Plan;
use super::reference::{Inner, Phase, Twin};
use super::window::Window;
use super::words::Told;

impl Twin {
    pub(super) fn set(&self, to: State, reason: &str, now: u64) {
        let mut inner = self.lock();
        if let (State::ForcedOpen, Phase::ForcedOpen { until_isolations_end }) = (to, &mut inner.phase) {
            *until_isolations_end = false;
        }
        let phase = match to {
            State::Closed => Phase::Closed { run: 0, ramp_ends: None },
            State::Open => inner.opens(0, now),
            State::HalfOpen => Phase::HalfOpen(Trial::new(&inner.plan, now)),
            State::ForcedOpen => Phase::ForcedOpen { until_isolations_end: false },
            State::Disabled => Phase::Disabled,
            State::MetricsOnly => Phase::MetricsOnly { run: 0, told: false },
        };
        inner.operate(phase, reason, now);
    }

    pub(super) fn open_for(&self, nanos: u64, reason: &str, now: u64) {
        self.lock().operate(Phase::Open { deadline: now.saturating_add(nanos) }, reason, now);
    }

    /// In which state it was, if it was not open.
    pub(super) fn try_half_open(&self, reason: &str, now: u64) -> Result<(), State> {
        let found = self.lock().state();
        if found != State::Open {
            return Err(found);
        }
        self.set(State::HalfOpen, reason, now);
        Ok(())
    }

    /// Of a closed circuit nobody hears of it.
    pub(super) fn reset(&self, reason: &str, now: u64) {
        let mut inner = self.lock();
        let phase = Phase::Closed { run: 0, ramp_ends: None };
        if inner.state() == State::Closed {
            inner.phase = phase;
            inner.generation += 1;
            inner.window = Window::default();
        } else {
            inner.operate(phase, reason, now);
        }
    }

    pub(super) fn isolate(&self, reason: &str, now: u64) {
        let mut inner = self.lock();
        inner.isolations += 1;
        inner.operate(Phase::ForcedOpen { until_isolations_end: true }, reason, now);
    }

    pub(super) fn end_isolation(&self, now: u64) {
        let mut inner = self.lock();
        inner.isolations -= 1;
        if inner.isolations == 0 && matches!(inner.phase, Phase::ForcedOpen { until_isolations_end: true }) {
            inner.operate(Phase::Closed { run: 0, ramp_ends: None }, "isolation ended", now);
        }
    }

    /// Keeps the state, and what is in the window if that is still the same one, the same calls are slow and as
    /// many are followed.
    pub(super) fn reconfigure(&self, plan: Plan) {
        let mut inner = self.lock();
        let (old, new) = (inner.plan.config(), plan.config());
        if old != new {
            inner.told.push(Told::Reconfigured(Box::new(new)));
        }
        let is_like = match (inner.plan.window(), plan.window()) {
            (Some(old), Some(new)) => old.is_like(new),
            (old, new) => old == new,
        };
        let is_like = is_like && inner.plan.follows() == plan.follows();
        if !is_like || inner.plan.slow_call != plan.slow_call {
            inner.window = Window::default();
        }
        inner.config = plan.config();
        inner.plan = plan;
    }

    pub(super) fn plan(&self) -> Plan {
        self.lock().plan.clone()
    }

    pub(super) fn tick(&self, now: u64) {
        let mut inner = self.lock();
        let by_itself = inner.plan.automatic_half_open;
        let was_recording = matches!(inner.phase, Phase::Closed { .. } | Phase::MetricsOnly { .. });
        inner.move_by_time(by_itself, now);
        if was_recording {
            inner.look_at_calls_under_way(now);
        }
    }

    /// The next moment of which anybody has said that something happens then.
    pub(super) fn next_moment(&self, now: u64) -> u64 {
        let inner = self.lock();
        match &inner.phase {
            Phase::Closed { ramp_ends: Some(end), .. } => *end,
            Phase::Open { deadline } => *deadline,
            Phase::HalfOpen(trial) => trial.retry_at(&inner.plan).max(now),
            _ => now,
        }
    }
}

impl Inner {
    fn operate(&mut self, phase: Phase, reason: &str, now: u64) {
        let is_there = std::mem::discriminant(&self.phase) == std::mem::discriminant(&phase);
        if !is_there {
            self.enter(phase, TransitionCause::Operator(reason.into()), now);
        }
    }

    /// What is due by time happens: when a call comes, or at a tick, which makes an open circuit half-open only if it
    /// is to become so by itself.
    pub(super) fn move_by_time(&mut self, to_half_open: bool, now: u64) {
        match self.phase {
            Phase::Open { deadline } if now >= deadline && self.plan.closes_by_time => {
                self.enter(self.recovers(now), TransitionCause::TimeoutElapsed, now);
            }
            Phase::Open { deadline } if now >= deadline && to_half_open => {
                self.enter(Phase::HalfOpen(Trial::new(&self.plan, now)), TransitionCause::TimeoutElapsed, now);
            }
            Phase::HalfOpen(_) => drop(self.half_open_ends(now)),
            Phase::Closed { run, ramp_ends: Some(end) } if now >= end => {
                self.phase = Phase::Closed { run, ramp_ends: None };
            }
            _ => {}
        }
    }

    /// Whether the longest time in half-open has passed, and with it the period.
    pub(super) fn half_open_ends(&mut self, now: u64) -> bool {
        let Phase::HalfOpen(Trial { limit: Some(limit), .. }) = self.phase else { return false };
        if now < limit {
            return false;
        }
        let next = if self.plan.half_open_limit_closes { self.recovers(now) } else { self.opens(0, now) };
        self.enter(next, TransitionCause::HalfOpenLimit, now);
        true
    }
}
