//! Half-open: the probes under way, and what came of the others.

use ewrap_core::{Outcome, TransitionCause};

use super::plan::Plan;
use super::window::Tallied;

#[derive(Debug)]
pub(super) struct Trial {
    slots: Vec<Slot>,
    successes: u32,
    failures: u32,
    slow: u32,
    /// When the longest time in half-open has passed.
    pub(super) limit: Option<u64>,
}

#[derive(Debug)]
struct Slot {
    number: u64,
    has_permit: bool,
    lease_ends: u64,
}

/// What all the results lead to.
#[derive(Debug)]
pub(super) enum Verdict {
    Closes,
    Opens(TransitionCause),
}

impl Trial {
    pub(super) fn new(plan: &Plan, now: u64) -> Self {
        let limit = plan.half_open_limit.map(|limit| now.saturating_add(limit));
        Self { slots: Vec::new(), successes: 0, failures: 0, slow: 0, limit }
    }

    pub(super) fn under_way(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn successes(&self) -> u32 {
        self.successes
    }

    fn results(&self) -> u32 {
        self.successes + self.failures
    }

    pub(super) fn tally(&self) -> Tallied {
        Tallied { calls: self.results().into(), failures: self.failures.into(), slow: self.slow.into(), under_way: 0 }
    }

    /// A call can be a probe when few enough leases are still running, or none is.
    fn has_room(&self, plan: &Plan, moment: u64) -> bool {
        let running = self.slots.iter().filter(|slot| moment < slot.lease_ends).count();
        let used = if plan.probes_once { self.results() as usize } else { 0 };
        running == 0 || running + used < plan.half_open_calls as usize
    }

    /// The first moment at which there is something to be had for a call that comes.
    pub(super) fn retry_at(&self, plan: &Plan) -> u64 {
        let mut moments: Vec<u64> = self.slots.iter().map(|slot| slot.lease_ends).chain([0]).collect();
        moments.sort_unstable();
        let first = moments.into_iter().find(|&moment| self.has_room(plan, moment)).unwrap();
        first.min(self.limit.unwrap_or(u64::MAX))
    }

    /// Whether the call is a probe; what comes of those whose leases have ended is late then.
    pub(super) fn admit(&mut self, plan: &Plan, number: u64, has_permit: bool, now: u64) -> bool {
        if !self.has_room(plan, now) {
            return false;
        }
        self.slots.retain(|slot| now < slot.lease_ends);
        let lease_ends = now.saturating_add(plan.probe_lease.unwrap_or(plan.timeout));
        self.slots.push(Slot { number, has_permit, lease_ends });
        true
    }

    /// Gives back the slot of the call of this number, or of the oldest without a permit. False if a permit's slot is
    /// gone: its result is late.
    pub(super) fn release(&mut self, number: Option<u64>) -> bool {
        let held = match number {
            Some(number) => self.slots.iter().position(|slot| slot.number == number),
            None => self.slots.iter().position(|slot| !slot.has_permit),
        };
        if let Some(index) = held {
            self.slots.remove(index);
        }
        held.is_some() || number.is_none()
    }

    /// One result more; `None` if it decides nothing.
    pub(super) fn add(&mut self, plan: &Plan, meaning: Outcome, slow: bool) -> Option<Verdict> {
        match meaning {
            Outcome::Success => self.successes += 1,
            Outcome::Failure => self.failures += 1,
            Outcome::Ignored | Outcome::Cancelled => return None,
        }
        self.slow += u32::from(slow);
        if plan.judges_probes_by_rate() { self.by_rates(plan) } else { self.by_counts(plan) }
    }

    fn has_sample(&self, plan: &Plan) -> Option<bool> {
        plan.half_open_sample.map(|sample| self.results() >= sample)
    }

    fn by_counts(&self, plan: &Plan) -> Option<Verdict> {
        if self.failures >= plan.half_open_failures.unwrap_or(1) {
            return Some(Verdict::Opens(TransitionCause::ProbeFailed));
        }
        let enough = self.has_sample(plan).unwrap_or(self.successes >= plan.success_threshold);
        enough.then_some(Verdict::Closes)
    }

    fn by_rates(&self, plan: &Plan) -> Option<Verdict> {
        if self.has_sample(plan) != Some(true) {
            return None;
        }
        let Tallied { calls, failures, slow, .. } = self.tally();
        Some(if plan.reaches(failures, calls, plan.failure_rate) {
            Verdict::Opens(TransitionCause::FailureRate { failures, calls })
        } else if plan.reaches(slow, calls, plan.slow_rate) {
            Verdict::Opens(TransitionCause::SlowRate { slow, under_way: 0, calls })
        } else {
            Verdict::Closes
        })
    }
}
