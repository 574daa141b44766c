//! Half-open: who holds a probe's slot, and what the probes' results decide.
//!
//! A plain value, changed by its methods and guarded by the breaker's mutex, which only calls that may become probes
//! and results of probes take. Every probe has a ticket and a lease, so a slot can be given back by exactly the probe
//! that holds it, and a probe that never reports gives it back when its lease ends.

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
    /// The dependency is still down.
    Reopen,
}

#[derive(Debug)]
struct Probe {
    ticket: u32,
    lease_until: u64,
    anonymous: bool,
}

/// The probes of one half-open period.
#[derive(Debug, Default)]
pub(crate) struct Trial {
    /// Oldest first.
    probes: Vec<Probe>,
    successes: u32,
    last_ticket: u32,
}

/// Tickets are 30 bits wide and never 0, which means "no probe".
const TICKET_MASK: u32 = u32::MAX >> 2;

impl Trial {
    /// A new half-open period begins. Tickets go on counting, so one of an earlier period is never mistaken.
    pub(crate) fn restart(&mut self) {
        self.probes.clear();
        self.successes = 0;
    }

    /// The ticket of a new probe, if a slot is free or its lease has ended (rules 6 and 9).
    pub(crate) fn admit(&mut self, now: u64, config: &Config, anonymous: bool) -> Option<u32> {
        self.probes.retain(|probe| now < probe.lease_until);
        if self.probes.len() >= config.half_open_calls() as usize {
            return None;
        }
        self.last_ticket = (self.last_ticket % TICKET_MASK) + 1;
        let lease_until = now.saturating_add(config.lease_nanos());
        self.probes.push(Probe { ticket: self.last_ticket, lease_until, anonymous });
        Some(self.last_ticket)
    }

    /// When the next call may be a probe: zero for now, else when enough leases have ended to make room for one. That is
    /// the earliest end, unless a reconfiguration has left more probes than slots.
    pub(crate) fn retry_at(&self, config: &Config) -> u64 {
        let Some(surplus) = self.probes.len().checked_sub(config.half_open_calls() as usize) else { return 0 };
        let mut ends: Vec<_> = self.probes.iter().map(|probe| probe.lease_until).collect();
        *ends.select_nth_unstable(surplus).1
    }

    /// Takes a probe's result (rules 6 to 8).
    pub(crate) fn settle(&mut self, who: Reporter, outcome: Outcome, config: &Config) -> Step {
        if !self.release(who) {
            return Step::Late;
        }
        match outcome {
            Outcome::Success if matches!(who, Reporter::Part(_)) => Step::Continue,
            Outcome::Success => self.succeed(config),
            Outcome::Failure => Step::Reopen,
            Outcome::Ignored | Outcome::Cancelled => Step::Continue,
        }
    }

    fn succeed(&mut self, config: &Config) -> Step {
        self.successes = self.successes.saturating_add(1);
        if self.successes >= config.success_threshold() { Step::Close } else { Step::Continue }
    }

    /// Frees the reporter's slot. A result without a permit counts even if no such call was admitted here.
    fn release(&mut self, who: Reporter) -> bool {
        let held = self.probes.iter().position(|probe| match who {
            Reporter::Ticket(ticket) | Reporter::Part(ticket) => probe.ticket == ticket,
            Reporter::Anonymous => probe.anonymous,
        });
        match (who, held) {
            (Reporter::Part(_), _) | (_, None) => {}
            (_, Some(index)) => drop(self.probes.remove(index)),
        }
        held.is_some() || who == Reporter::Anonymous
    }

    /// Probes whose result is awaited.
    pub(crate) fn in_flight(&self) -> u32 {
        u32::try_from(self.probes.len()).unwrap_or(u32::MAX)
    }

    /// Probes that have succeeded in this period.
    pub(crate) fn successes(&self) -> u32 {
        self.successes
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
        assert_eq!(trial.settle(Reporter::Ticket(first), Outcome::Failure, &config), Step::Late);
        assert_eq!(trial.settle(Reporter::Ticket(second), Outcome::Ignored, &config), Step::Continue);
        assert_eq!(trial.settle(Reporter::Ticket(third), Outcome::Success, &config), Step::Close);
    }

    #[test]
    fn a_result_after_its_lease_counts_while_nobody_took_the_slot() {
        let config = config(1, 1);
        let mut trial = Trial::default();
        let probe = trial.admit(0, &config, false).unwrap();
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, &config), Step::Close);
    }

    #[test]
    fn an_anonymous_result_leaves_the_slots_of_permits_alone() {
        let config = config(1, 3);
        let mut trial = Trial::default();
        let probe = trial.admit(0, &config, false).unwrap();
        assert_eq!(trial.settle(Reporter::Anonymous, Outcome::Success, &config), Step::Continue);
        assert_eq!((trial.in_flight(), trial.successes()), (1, 1));
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, &config), Step::Continue);
        assert_eq!(trial.settle(Reporter::Ticket(probe), Outcome::Success, &config), Step::Late);
    }

    #[test]
    fn tickets_never_are_zero() {
        let config = config(2, 1);
        let mut trial = Trial { last_ticket: 0x3FFF_FFFE, ..Trial::default() };
        assert_eq!(trial.admit(0, &config, false), Some(0x3FFF_FFFF));
        assert_eq!(trial.admit(0, &config, false), Some(1));
    }
}
