//! Half-open: who holds a probe's slot, and what the probes' results decide.
//!
//! A plain value, changed by its methods and guarded by the breaker's mutex, which only calls that may become probes
//! and results of probes take. Every probe has a ticket and a lease, so a slot can be given back by exactly the probe
//! that holds it, and a probe that never reports gives it back when its lease ends.

use super::policy::{Met, Tally, reaches};
use crate::config::Config;
use crate::outcome::Outcome;

/// What a call in half-open is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reporter {
    /// The holder of this ticket.
    Ticket(u32),
    /// A call made inside the probe of this ticket.
    Part(u32),
    /// Somebody who asked without taking a permit (`can_execute`, `record_*`): the oldest of them.
    Anonymous,
}

/// What a probe's result leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub(crate) enum Step {
    /// The slot was no longer this probe's.
    Late,
    /// Not decided yet.
    Continue,
    /// Enough probes have succeeded.
    Close,
    /// The dependency is still down: too many probes have failed, or a rate over all of them is met.
    Reopen(Option<Met>),
}

#[derive(Debug)]
struct Probe {
    ticket: u32,
    lease_until: u64,
    anonymous: bool,
    /// A call inside it has failed.
    failed: bool,
}

/// The probes of one half-open period.
#[derive(Debug, Default)]
pub(crate) struct Trial {
    /// Oldest first.
    probes: Vec<Probe>,
    successes: u32,
    failures: u32,
    slow: u32,
    last_ticket: u32,
}

/// Tickets are 29 bits wide and never 0, which means "no probe".
const TICKET_MASK: u32 = u32::MAX >> 3;

impl Trial {
    /// A new half-open period begins. Tickets go on counting, so one of an earlier period is never mistaken.
    pub(crate) fn restart(&mut self) {
        *self = Self { probes: std::mem::take(&mut self.probes), last_ticket: self.last_ticket, ..Self::default() };
        self.probes.clear();
    }

    /// The ticket of a new probe, if a slot is free or its lease has ended (rules 6 and 9).
    pub(crate) fn admit(&mut self, now: u64, config: &Config, anonymous: bool) -> Option<u32> {
        self.probes.retain(|probe| now < probe.lease_until);
        if self.probes.len() >= self.slots(config) {
            return None;
        }
        self.last_ticket = (self.last_ticket % TICKET_MASK) + 1;
        let lease_until = now.saturating_add(config.lease_nanos());
        self.probes.push(Probe { ticket: self.last_ticket, lease_until, anonymous, failed: false });
        Some(self.last_ticket)
    }

    /// How many probes may run at once. A budget that a reconfiguration has left too small to decide anything gives one at a
    /// time.
    fn slots(&self, config: &Config) -> usize {
        let used = if config.probes_once() { self.results() } else { 0 };
        config.half_open_calls().saturating_sub(used).max(1) as usize
    }

    fn results(&self) -> u32 {
        self.successes.saturating_add(self.failures)
    }

    /// When the next call may be a probe: zero for now, else when enough leases have ended to make room for one. That is
    /// the earliest end, unless a reconfiguration has left more probes than slots.
    pub(crate) fn retry_at(&self, config: &Config) -> u64 {
        let Some(surplus) = self.probes.len().checked_sub(self.slots(config)) else { return 0 };
        let mut ends: Vec<_> = self.probes.iter().map(|probe| probe.lease_until).collect();
        *ends.select_nth_unstable(surplus).1
    }

    /// Takes a probe's result (rules 6 to 8).
    pub(crate) fn settle(&mut self, who: Reporter, outcome: Outcome, slow: bool, config: &Config) -> Step {
        let Some(outcome) = self.release(who, outcome, config) else { return Step::Late };
        match outcome {
            Outcome::Success => self.successes = self.successes.saturating_add(1),
            Outcome::Failure => self.failures = self.failures.saturating_add(1),
            Outcome::Ignored | Outcome::Cancelled => return Step::Continue,
        }
        self.slow = self.slow.saturating_add(u32::from(slow));
        self.judge(config)
    }

    /// Frees the reporter's slot, and gives what the result is to the trial. A result without a permit counts even if no
    /// such call was admitted here. That of a call inside a probe leaves the verdict to the probe, unless it fails it and
    /// one failure is enough.
    fn release(&mut self, who: Reporter, outcome: Outcome, config: &Config) -> Option<Outcome> {
        let held = self.probes.iter().position(|probe| match who {
            Reporter::Ticket(ticket) | Reporter::Part(ticket) => probe.ticket == ticket,
            Reporter::Anonymous => probe.anonymous,
        });
        match (who, held) {
            (Reporter::Anonymous, None) => Some(outcome),
            (_, None) => None,
            (Reporter::Part(_), Some(index)) => {
                let fails = outcome == Outcome::Failure;
                self.probes[index].failed |= fails;
                let is_enough = config.half_open_failures() == 1 && !config.judges_probes_by_rate();
                Some(if fails && is_enough { Outcome::Failure } else { Outcome::Ignored })
            }
            (_, Some(index)) => {
                let has_result = outcome != Outcome::Cancelled;
                let failed = self.probes.remove(index).failed && has_result;
                Some(if failed { Outcome::Failure } else { outcome })
            }
        }
    }

    fn judge(&self, config: &Config) -> Step {
        let sample = config.half_open_sample();
        let is_complete = sample.is_some_and(|sample| self.results() >= sample);
        if config.judges_probes_by_rate() {
            return if is_complete { self.judge_rates(config) } else { Step::Continue };
        }
        if self.failures >= config.half_open_failures() {
            return Step::Reopen(None);
        }
        let enough = sample.map_or(self.successes >= config.success_threshold(), |_| is_complete);
        if enough { Step::Close } else { Step::Continue }
    }

    fn judge_rates(&self, config: &Config) -> Step {
        let (failure_rate, slow_rate) = config.rates();
        let meets = |part, rate| reaches(part, self.results(), rate, config.strictly_above());
        if meets(self.failures, failure_rate) {
            Step::Reopen(Some(Met::FailureRate(self.tally())))
        } else if meets(self.slow, slow_rate) {
            Step::Reopen(Some(Met::SlowRate(self.tally())))
        } else {
            Step::Close
        }
    }

    /// Probes whose result is awaited.
    pub(crate) fn in_flight(&self) -> u32 {
        u32::try_from(self.probes.len()).unwrap_or(u32::MAX)
    }

    /// Probes that have succeeded in this period.
    pub(crate) fn successes(&self) -> u32 {
        self.successes
    }

    /// The results of this period.
    pub(crate) fn tally(&self) -> Tally {
        Tally {
            calls: self.results().into(),
            failures: self.failures.into(),
            slow: self.slow.into(),
            slow_under_way: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn config(calls: u32, successes: u32) -> Config {
        Config::builder()
            .half_open_calls(calls)
            .success_threshold(successes)
            .probe_lease(Duration::from_nanos(10))
            .build()
            .unwrap()
    }

    #[test]
    fn each_lease_ends_on_its_own() {
        let config = config(2, 1);
        let mut trial = Trial::default();
        let first = trial.admit(0, &config, false).unwrap();
        let second = trial.admit(6, &config, false).unwrap();
        assert_eq!((trial.admit(9, &config, false), trial.retry_at(&config)), (None, 10));
        let third = trial.admit(10, &config, false).unwrap();
        assert_eq!(trial.settle(Reporter::Ticket(first), Outcome::Failure, false, &config), Step::Late);
        assert_eq!(trial.settle(Reporter::Ticket(second), Outcome::Ignored, false, &config), Step::Continue);
        assert_eq!(trial.settle(Reporter::Ticket(third), Outcome::Success, false, &config), Step::Close);
    }

    #[test]
    fn a_result_after_its_lease_counts_while_nobody_took_the_slot() {
        let config = config(1, 1);
        let mut trial = Trial::default();
        let probe = trial.admit(0, &config, false).unwrap();
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, false, &config), Step::Close);
    }

    #[test]
    fn an_anonymous_result_leaves_the_slots_of_permits_alone() {
        let config = config(1, 3);
        let mut trial = Trial::default();
        let probe = trial.admit(0, &config, false).unwrap();
        assert_eq!(trial.settle(Reporter::Anonymous, Outcome::Success, false, &config), Step::Continue);
        assert_eq!((trial.in_flight(), trial.successes()), (1, 1));
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, false, &config), Step::Continue);
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, false, &config), Step::Late);
    }

    #[test]
    fn tickets_never_are_zero() {
        let config = config(2, 1);
        let mut trial = Trial { last_ticket: 0x1FFF_FFFE, ..Trial::default() };
        assert_eq!(trial.admit(0, &config, false), Some(0x1FFF_FFFF));
        assert_eq!(trial.admit(0, &config, false), Some(1));
    }
}
