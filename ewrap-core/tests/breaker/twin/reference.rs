//! The twin: an enum behind a mutex, and the rules in the plainest words. Here is what it knows, what a call meets that
//! comes, and what there is to see; [`results`](super::results) has what calls do when they end, and
//! [`operator`](super::operator) what operators and time do.

use std::sync::{Mutex, MutexGuard};

use ewrap_core::{Config, Outcome, State, TransitionCause};

use super::half_open::Trial;
use super::plan::{Plan, share};
use super::window::{Tallied, Window};
use super::words::{Move, Pass, Rejection, Told, Totals, View};

#[derive(Debug)]
pub(super) enum Phase {
    Closed { run: u32, ramp_ends: Option<u64> },
    Open { deadline: u64 },
    HalfOpen(Trial),
    ForcedOpen { until_isolations_end: bool },
    Disabled,
    MetricsOnly { run: u32, told: bool },
}

pub(super) struct Twin(Mutex<Inner>);

pub(super) struct Inner {
    pub(super) phase: Phase,
    pub(super) plan: Plan,
    /// The same, to compare with the breaker's.
    pub(super) config: Config,
    pub(super) timed: bool,
    born: u64,
    pub(super) generation: u32,
    pub(super) window: Window,
    /// When the last failure was that took part in a run, while `error_free_reset` was set; and the last that was
    /// counted, while `lumping` was.
    pub(super) last_failure: Option<u64>,
    pub(super) last_counted: Option<u64>,
    pub(super) openings: u32,
    pub(super) isolations: usize,
    calls_given: u64,
    calls_ramped: u64,
    pub(super) totals: Totals,
    last: Option<Move>,
    pub(super) told: Vec<Told>,
}

impl Twin {
    pub(super) fn new(plan: Plan, timed: bool, now: u64) -> Self {
        Self(Mutex::new(Inner {
            phase: Phase::Closed { run: 0, ramp_ends: None },
            config: plan.config(),
            plan,
            timed,
            born: now,
            generation: 0,
            window: Window::default(),
            last_failure: None,
            last_counted: None,
            openings: 0,
            isolations: 0,
            calls_given: 0,
            calls_ramped: 0,
            totals: Totals::default(),
            last: None,
            told: Vec::new(),
        }))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub(super) fn arrive(&self, now: u64, has_permit: bool) -> Result<Pass, Rejection> {
        self.lock().arrive(now, has_permit)
    }

    pub(super) fn take_told(&self) -> Vec<Told> {
        std::mem::take(&mut self.lock().told)
    }

    pub(super) fn view(&self, now: u64) -> View {
        let inner = self.lock();
        let (run, in_flight, succeeded) = match &inner.phase {
            Phase::Closed { run, .. } | Phase::MetricsOnly { run, .. } => (*run, 0, 0),
            Phase::HalfOpen(trial) => (0, trial.under_way(), trial.successes()),
            Phase::Open { .. } | Phase::ForcedOpen { .. } | Phase::Disabled => (0, 0, 0),
        };
        let window = inner.shown_window(now);
        let Tallied { calls, failures, slow, under_way } = window.unwrap_or_default();
        let rate = |part, whole| (whole != 0 && whole >= inner.plan.least_calls()).then(|| share(part, whole));
        View {
            state: inner.state(),
            generation: inner.generation,
            run,
            in_flight,
            succeeded,
            retry_after: inner.retry_after(now),
            window,
            failure_rate: rate(failures, calls),
            slow_rate: rate(slow + under_way, calls + under_way),
            ramp: inner.shown_ramp(now),
            totals: inner.totals,
            config: inner.config,
            last: inner.last.clone(),
        }
    }
}

/// The error of a rejected call is small: longer waits are cut at 73 years.
const MOST_AN_ERROR_TELLS: u64 = (1 << 61) - 1;

impl Inner {
    pub(super) fn state(&self) -> State {
        match self.phase {
            Phase::Closed { .. } => State::Closed,
            Phase::Open { .. } => State::Open,
            Phase::HalfOpen(_) => State::HalfOpen,
            Phase::ForcedOpen { .. } => State::ForcedOpen,
            Phase::Disabled => State::Disabled,
            Phase::MetricsOnly { .. } => State::MetricsOnly,
        }
    }

    /// In half-open the results of the probes; while results are recorded what is in the window.
    fn shown_window(&self, now: u64) -> Option<Tallied> {
        match &self.phase {
            Phase::HalfOpen(trial) => Some(trial.tally()),
            _ if !self.plan.looks_at_window() => None,
            Phase::Closed { .. } | Phase::MetricsOnly { .. } => Some(self.window.tally(&self.plan, now)),
            _ => Some(Tallied::default()),
        }
    }

    fn shown_ramp(&self, now: u64) -> Option<u8> {
        let Phase::Closed { ramp_ends: Some(end), .. } = self.phase else { return None };
        // Rounded down.
        let percent = |length: u64| 100 - (90 * end.saturating_sub(now).min(length)).div_ceil(length);
        self.plan.ramp.map(|length| u8::try_from(percent(length)).unwrap())
    }

    /// An opening begins; `asked` is what its error asks for.
    pub(super) fn opens(&mut self, asked: u64, now: u64) -> Phase {
        let delay = self.plan.delay.of(self.plan.timeout, self.openings);
        let respected = asked.min(self.plan.respect_retry_after.unwrap_or(0));
        Phase::Open { deadline: now.saturating_add(delay.max(respected)) }
    }

    /// The circuit closes by itself: under a ramp, if there is to be one.
    pub(super) fn recovers(&self, now: u64) -> Phase {
        Phase::Closed { run: 0, ramp_ends: self.plan.ramp.map(|length| now.saturating_add(length)) }
    }

    /// A new period begins.
    pub(super) fn enter(&mut self, phase: Phase, cause: TransitionCause, now: u64) {
        let from = self.state();
        match phase {
            Phase::Open { .. } => self.openings += 1,
            Phase::Closed { .. } => self.openings = 0,
            _ => {}
        }
        self.phase = phase;
        self.generation += 1;
        self.window = Window::default();
        let (to, generation, totals) = (self.state(), self.generation, self.totals);
        let made = Move { from, to, cause, at: now, generation, totals };
        self.told.push(Told::Transition(made.clone()));
        self.last = Some(made);
    }

    fn retry_after(&self, now: u64) -> Option<u64> {
        match &self.phase {
            Phase::Open { deadline } => Some(deadline.saturating_sub(now)),
            Phase::HalfOpen(trial) => Some(trial.retry_at(&self.plan).saturating_sub(now)),
            _ => None,
        }
    }

    fn reject(&mut self, now: u64) -> Rejection {
        let retry_after = match self.phase {
            Phase::Closed { ramp_ends, .. } => ramp_ends.map(|end| end.saturating_sub(now)),
            _ => self.retry_after(now),
        };
        let retry_after = retry_after.map(|nanos| nanos.min(MOST_AN_ERROR_TELLS));
        let rejection = Rejection { state: self.state(), retry_after };
        self.totals.rejected += 1;
        self.told.push(Told::Rejected(rejection));
        rejection
    }

    pub(super) fn warms_up(&self, now: u64) -> bool {
        self.plan.warm_up.is_some_and(|length| now < self.born.saturating_add(length))
    }

    fn arrive(&mut self, now: u64, has_permit: bool) -> Result<Pass, Rejection> {
        self.move_by_time(true, now);
        let number = self.calls_given;
        self.calls_given += 1;
        let is_admitted = match &mut self.phase {
            Phase::Closed { ramp_ends: Some(end), .. } => {
                let end = *end;
                self.ramp_admits(end, now)
            }
            Phase::Closed { .. } | Phase::Disabled | Phase::MetricsOnly { .. } => true,
            Phase::Open { .. } | Phase::ForcedOpen { .. } => false,
            Phase::HalfOpen(trial) => trial.admit(&self.plan, number, has_permit, now),
        };
        if !is_admitted || has_permit && self.hang_is_found(number, now) {
            return Err(self.reject(now));
        }
        let is_timed = self.timed || self.plan.times_calls();
        let is_watched = is_timed || self.plan.looks_at_results();
        Ok(Pass { generation: self.generation, number, began: is_timed.then_some(now), is_watched })
    }

    /// The calls that come during a ramp are numbered, and the numbers spread over the unit interval by the golden
    /// ratio; those below the share are admitted.
    fn ramp_admits(&mut self, end: u64, now: u64) -> bool {
        let Some(length) = self.plan.ramp else { return true };
        let number = self.calls_ramped;
        self.calls_ramped += 1;
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more bits")]
        let place = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) as f64 / 2.0_f64.powi(64);
        place < ramp_share(now, end, length)
    }

    /// The call is followed from now on, if calls are. The first of its slice looks at the others, and is not made if
    /// so many of them hang that the circuit opens.
    fn hang_is_found(&mut self, number: u64, now: u64) -> bool {
        let Some(limit) = self.plan.follows() else { return false };
        let is_followed = matches!(self.phase, Phase::Closed { .. } | Phase::MetricsOnly { .. });
        is_followed && self.window.begin(number, now, limit) && self.look_at_calls_under_way(now)
    }

    /// True if so many hang that the circuit opens.
    pub(super) fn look_at_calls_under_way(&mut self, now: u64) -> bool {
        let tally = self.window.tally(&self.plan, now);
        if tally.under_way == 0 || self.warms_up(now) {
            return false;
        }
        let Some(cause) = self.slow_rate_met(tally) else { return false };
        match &mut self.phase {
            Phase::Closed { .. } => {
                let open = self.opens(0, now);
                self.enter(open, cause, now);
                return true;
            }
            Phase::MetricsOnly { told, .. } if !*told => {
                *told = true;
                self.told.push(Told::WouldOpen(cause));
            }
            _ => {}
        }
        false
    }

    pub(super) fn slow_rate_met(&self, tally: Tallied) -> Option<TransitionCause> {
        let (slow, calls) = (tally.slow + tally.under_way, tally.calls + tally.under_way);
        let is_met = calls >= self.plan.least_calls() && self.plan.reaches(slow, calls, self.plan.slow_rate);
        is_met.then_some(TransitionCause::SlowRate { slow, under_way: tally.under_way, calls })
    }

    pub(super) fn count(&mut self, outcome: Outcome, slow: bool) {
        match outcome {
            Outcome::Success => self.totals.success += 1,
            Outcome::Failure => self.totals.failure += 1,
            Outcome::Ignored => self.totals.ignored += 1,
            Outcome::Cancelled => self.totals.cancelled += 1,
        }
        self.totals.slow += u64::from(slow);
    }

    /// A cancelled call has no result that could be late.
    pub(super) fn late(&mut self, outcome: Outcome) {
        if outcome == Outcome::Cancelled { self.totals.cancelled += 1 } else { self.totals.late += 1 }
    }
}

/// From a tenth to all.
fn ramp_share(now: u64, end: u64, length: u64) -> f64 {
    let left = end.saturating_sub(now).min(length);
    1.0 - 0.9 * share(left, length)
}
