//! The twin: an enum behind a mutex, and the rules in the plainest words.

use std::sync::{Mutex, MutexGuard};

use ewrap_core::{Config, Outcome, State, TransitionCause};

/// What the twin says happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    Transition(Move),
    Rejected(Rejection),
    WouldOpen(u32),
    Call(Outcome, u64),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Move {
    pub(super) from: State,
    pub(super) to: State,
    pub(super) cause: TransitionCause,
    pub(super) at: u64,
    pub(super) generation: u32,
    pub(super) totals: Totals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rejection {
    pub(super) state: State,
    pub(super) retry_after: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Totals {
    pub(super) success: u64,
    pub(super) failure: u64,
    pub(super) ignored: u64,
    pub(super) cancelled: u64,
    pub(super) rejected: u64,
    pub(super) late: u64,
}

/// What an admitted call holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    generation: u32,
    slot: Option<u64>,
    began: u64,
}

/// Who reports a result.
#[derive(Debug, Clone, Copy)]
enum By {
    /// A call with a permit, and its slot if it is a probe.
    Permit(Option<u64>),
    /// Somebody who asked without one, the oldest of them.
    Nobody,
}

#[derive(Debug)]
enum Phase {
    Closed { run: u32 },
    Open { deadline: u64 },
    HalfOpen { slots: Vec<Slot>, successes: u32 },
    ForcedOpen,
    Disabled,
    MetricsOnly { run: u32, told: bool },
}

#[derive(Debug)]
struct Slot {
    number: u64,
    has_permit: bool,
    lease_ends: u64,
}

/// All there is to see, to compare with a snapshot.
#[derive(Debug, PartialEq)]
pub(super) struct View {
    pub(super) state: State,
    pub(super) generation: u32,
    pub(super) run: u32,
    pub(super) in_flight: usize,
    pub(super) succeeded: u32,
    pub(super) retry_after: Option<u64>,
    pub(super) totals: Totals,
    pub(super) config: Config,
    pub(super) last: Option<Move>,
}

pub(super) struct Twin(Mutex<Inner>);

struct Inner {
    phase: Phase,
    config: Config,
    timed: bool,
    generation: u32,
    slots_given: u64,
    totals: Totals,
    last: Option<Move>,
    told: Vec<Told>,
}

impl Twin {
    pub(super) fn new(config: Config, timed: bool) -> Self {
        Self(Mutex::new(Inner {
            phase: Phase::Closed { run: 0 },
            config,
            timed,
            generation: 0,
            slots_given: 0,
            totals: Totals::default(),
            last: None,
            told: Vec::new(),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub(super) fn arrive(&self, now: u64, has_permit: bool) -> Result<Pass, Rejection> {
        self.lock().arrive(now, has_permit)
    }

    /// A call with a pass ends; `elapsed` if it was measured.
    pub(super) fn end(&self, pass: Pass, outcome: Outcome, elapsed: Option<u64>, now: u64) {
        let mut inner = self.lock();
        if inner.timed {
            let duration = elapsed.unwrap_or(now.saturating_sub(pass.began));
            inner.told.push(Told::Call(outcome, duration));
        }
        if pass.generation == inner.generation {
            inner.result(By::Permit(pass.slot), outcome, now);
        } else {
            inner.late(outcome);
        }
    }

    /// Somebody without a pass reports: it belongs to the present period.
    pub(super) fn report(&self, outcome: Outcome, now: u64) {
        self.lock().result(By::Nobody, outcome, now);
    }

    pub(super) fn set(&self, to: State, reason: &str, now: u64) {
        let mut inner = self.lock();
        if inner.state() != to {
            let phase = match to {
                State::Closed => Phase::Closed { run: 0 },
                State::Open => inner.opened(now),
                State::ForcedOpen => Phase::ForcedOpen,
                State::Disabled => Phase::Disabled,
                State::MetricsOnly => Phase::MetricsOnly { run: 0, told: false },
                State::HalfOpen => unreachable!("no operator sets it"),
            };
            inner.enter(phase, TransitionCause::Operator(reason.into()), now);
        }
    }

    pub(super) fn reconfigure(&self, config: Config) {
        self.lock().config = config;
    }

    pub(super) fn take_told(&self) -> Vec<Told> {
        std::mem::take(&mut self.lock().told)
    }

    pub(super) fn view(&self, now: u64) -> View {
        let inner = self.lock();
        let (run, in_flight, succeeded) = match &inner.phase {
            Phase::Closed { run } | Phase::MetricsOnly { run, .. } => (*run, 0, 0),
            Phase::HalfOpen { slots, successes } => (0, slots.len(), *successes),
            Phase::Open { .. } | Phase::ForcedOpen | Phase::Disabled => (0, 0, 0),
        };
        View {
            state: inner.state(),
            generation: inner.generation,
            run,
            in_flight,
            succeeded,
            retry_after: inner.retry_after(now),
            totals: inner.totals,
            config: inner.config,
            last: inner.last.clone(),
        }
    }
}

/// The error of a rejected call is small: longer waits are cut at 73 years.
const MOST_AN_ERROR_TELLS: u64 = (1 << 61) - 1;

fn nanos(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

impl Inner {
    fn state(&self) -> State {
        match self.phase {
            Phase::Closed { .. } => State::Closed,
            Phase::Open { .. } => State::Open,
            Phase::HalfOpen { .. } => State::HalfOpen,
            Phase::ForcedOpen => State::ForcedOpen,
            Phase::Disabled => State::Disabled,
            Phase::MetricsOnly { .. } => State::MetricsOnly,
        }
    }

    fn opened(&self, now: u64) -> Phase {
        Phase::Open { deadline: now.saturating_add(nanos(self.config.timeout())) }
    }

    /// A new period begins.
    fn enter(&mut self, phase: Phase, cause: TransitionCause, now: u64) {
        let from = self.state();
        self.phase = phase;
        self.generation += 1;
        let (to, generation, totals) = (self.state(), self.generation, self.totals);
        let made = Move { from, to, cause, at: now, generation, totals };
        self.told.push(Told::Transition(made.clone()));
        self.last = Some(made);
    }

    /// In half-open a call can be a probe when few enough leases are still running.
    fn retry_after(&self, now: u64) -> Option<u64> {
        match &self.phase {
            Phase::Open { deadline } => Some(deadline.saturating_sub(now)),
            Phase::HalfOpen { slots, .. } => {
                let limit = self.config.half_open_calls() as usize;
                let mut moments: Vec<u64> = slots.iter().map(|slot| slot.lease_ends).chain([0]).collect();
                moments.sort_unstable();
                let running_at = |moment: u64| slots.iter().filter(|slot| slot.lease_ends > moment).count();
                let first = moments.into_iter().find(|&moment| running_at(moment) < limit).unwrap();
                Some(first.saturating_sub(now))
            }
            _ => None,
        }
    }

    fn reject(&mut self, now: u64) -> Rejection {
        let retry_after = self.retry_after(now).map(|nanos| nanos.min(MOST_AN_ERROR_TELLS));
        let rejection = Rejection { state: self.state(), retry_after };
        self.totals.rejected += 1;
        self.told.push(Told::Rejected(rejection));
        rejection
    }

    fn arrive(&mut self, now: u64, has_permit: bool) -> Result<Pass, Rejection> {
        if matches!(self.phase, Phase::Open { deadline } if now >= deadline) {
            self.enter(Phase::HalfOpen { slots: Vec::new(), successes: 0 }, TransitionCause::TimeoutElapsed, now);
        }
        let slot = match &mut self.phase {
            Phase::Closed { .. } | Phase::Disabled | Phase::MetricsOnly { .. } => None,
            Phase::Open { .. } | Phase::ForcedOpen => return Err(self.reject(now)),
            Phase::HalfOpen { slots, .. } => {
                let running = slots.iter().filter(|slot| now < slot.lease_ends).count();
                if running >= self.config.half_open_calls() as usize {
                    return Err(self.reject(now));
                }
                // The call is a probe; what comes of those whose leases have ended is late.
                slots.retain(|slot| now < slot.lease_ends);
                self.slots_given += 1;
                let lease_ends = now.saturating_add(nanos(self.config.probe_lease()));
                slots.push(Slot { number: self.slots_given, has_permit, lease_ends });
                Some(self.slots_given)
            }
        };
        Ok(Pass { generation: self.generation, slot, began: now })
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Success => self.totals.success += 1,
            Outcome::Failure => self.totals.failure += 1,
            Outcome::Ignored => self.totals.ignored += 1,
            Outcome::Cancelled => self.totals.cancelled += 1,
        }
    }

    /// A cancelled call has no result that could be late.
    fn late(&mut self, outcome: Outcome) {
        if outcome == Outcome::Cancelled { self.totals.cancelled += 1 } else { self.totals.late += 1 }
    }

    /// A result of the present period.
    fn result(&mut self, by: By, outcome: Outcome, now: u64) {
        match self.phase {
            Phase::Open { .. } | Phase::ForcedOpen => self.late(outcome),
            Phase::Disabled => {}
            Phase::HalfOpen { .. } => self.probe_result(by, outcome, now),
            Phase::Closed { .. } | Phase::MetricsOnly { .. } => {
                self.count(outcome);
                match outcome {
                    Outcome::Success => self.success(),
                    Outcome::Failure => self.failure(now),
                    Outcome::Ignored | Outcome::Cancelled => {}
                }
            }
        }
    }

    fn success(&mut self) {
        match &mut self.phase {
            Phase::Closed { run } => *run = 0,
            Phase::MetricsOnly { run, told } => (*run, *told) = (0, false),
            _ => unreachable!("of closed and metrics-only"),
        }
    }

    fn failure(&mut self, now: u64) {
        let threshold = self.config.threshold().unwrap();
        match &mut self.phase {
            Phase::Closed { run } => {
                *run += 1;
                if *run >= threshold {
                    let cause = TransitionCause::ConsecutiveFailures(*run);
                    self.enter(self.opened(now), cause, now);
                }
            }
            Phase::MetricsOnly { run, told } => {
                *run += 1;
                if *run >= threshold && !*told {
                    *told = true;
                    self.told.push(Told::WouldOpen(*run));
                }
            }
            _ => unreachable!("of closed and metrics-only"),
        }
    }

    fn probe_result(&mut self, by: By, outcome: Outcome, now: u64) {
        let Phase::HalfOpen { slots, successes } = &mut self.phase else { unreachable!("of half-open") };
        let held = match by {
            By::Permit(number) => slots.iter().position(|slot| Some(slot.number) == number),
            By::Nobody => slots.iter().position(|slot| !slot.has_permit),
        };
        match (held, by) {
            (Some(index), _) => drop(slots.remove(index)),
            (None, By::Permit(_)) => return self.late(outcome),
            (None, By::Nobody) => {}
        }
        let enough = outcome == Outcome::Success && {
            *successes += 1;
            *successes >= self.config.success_threshold()
        };
        let succeeded = *successes;
        self.count(outcome);
        if enough {
            self.enter(Phase::Closed { run: 0 }, TransitionCause::ProbesSucceeded(succeeded), now);
        } else if outcome == Outcome::Failure {
            self.enter(self.opened(now), TransitionCause::ProbeFailed, now);
        }
    }
}
