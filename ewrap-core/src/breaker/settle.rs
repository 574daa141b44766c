//! Results: what the end of a call does to the breaker.
//!
//! The common success finds a quiet word of its own generation and adds to a counter. Everything else is decided from
//! the word and what the policy makes of the result, and stored with a compare-and-swap or, if it opens, closes or is
//! about a probe, under the mutex.

use std::sync::Arc;
use std::time::Duration;

use super::decide::{self, Reached, Recorded};
use super::policy::{Ended, Moment, Policy};
use super::rare::{OpenFor, Rare};
use super::store::Core;
use super::trial::{Reporter, Step};
use super::word::{State, Word};
use crate::clock::nanos;
use crate::counters::Count;
use crate::event::{Event, TransitionCause};
use crate::outcome::Outcome;
use crate::permit::Ticket;

/// Who reports, what is counted, and what the error asks for.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    /// Without one the result belongs to the present period (rule 4).
    ticket: Option<Ticket>,
    outcome: Outcome,
    /// Nanoseconds, or zero.
    retry_after: u64,
}

impl Core {
    /// Takes the result of an admitted call. `elapsed` is what the caller measured, if it did; `retry_after` the
    /// nanoseconds that the error asks for, or zero.
    #[inline]
    pub(crate) fn settle(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>, retry_after: u64) {
        if outcome == Outcome::Success && ticket.is_plain() && self.word() == ticket.quiet() {
            self.counters.add(Count::Success);
        } else {
            self.settle_slow(ticket, outcome, elapsed, retry_after);
        }
    }

    #[cold]
    fn settle_slow(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>, retry_after: u64) {
        self.unfollow(ticket);
        let now = ticket.started().map(|_| self.time());
        let measured = || Some(now?.saturating_sub(ticket.started()?));
        let elapsed = elapsed.map(nanos).or_else(measured);
        if let (Some(_), Some(elapsed)) = (now, elapsed) {
            self.tell_call(outcome, Duration::from_nanos(elapsed));
        }
        let report = Report { ticket: Some(ticket), outcome, retry_after };
        match self.policy() {
            None => self.record(report, None, &Ended::plain(outcome)),
            Some(policy) if self.is_quiet_success(policy, ticket, outcome, now, elapsed) => {}
            Some(policy) => self.record_by(policy, report, now, elapsed),
        }
    }

    /// Records the common success: nothing is to be decided, since it ends no run and opens nothing.
    fn is_quiet_success(
        &self,
        policy: &Policy,
        ticket: Ticket,
        outcome: Outcome,
        now: Option<u64>,
        elapsed: Option<u64>,
    ) -> bool {
        let period = (policy.shape(), ticket.generation());
        if outcome != Outcome::Success || self.word() != Word::quiet(ticket.generation()) {
            return false;
        }
        let now = || now.unwrap_or_else(|| self.time());
        let Some(is_in_time) = policy.record_fine(period, elapsed, now) else { return false };
        self.counters.add(if is_in_time { Count::Success } else { Count::Late });
        true
    }

    /// A call that was followed is under way no more.
    pub(crate) fn unfollow(&self, ticket: Ticket) {
        if let Some(policy) = self.policy() {
            policy.end(ticket);
        }
    }

    /// Takes a result without a permit.
    pub(super) fn report(&self, outcome: Outcome) {
        if self.word().state() == State::HalfOpen {
            // A period whose time is over is not the present one.
            self.end_half_open_in_time();
        }
        let report = Report { ticket: None, outcome, retry_after: 0 };
        match self.policy() {
            None => self.record(report, None, &Ended::plain(outcome)),
            Some(policy) => self.record_by(policy, report, None, None),
        }
    }

    #[cold]
    fn end_half_open_in_time(&self) {
        let now = self.common.clock.now();
        let mut rare = self.lock_to_open();
        let word = self.word();
        let is_over = word.state() == State::HalfOpen && self.moves_by_time(&mut rare, word, now);
        drop(rare);
        if is_over {
            self.tell_transitions();
        }
    }

    /// Asks the policy first what the result is to it.
    fn record_by(&self, policy: &Policy, report: Report, now: Option<u64>, elapsed: Option<u64>) {
        let now = now.unwrap_or_else(|| if policy.needs_now() { self.time() } else { 0 });
        let (meaning, slow) = (policy.meaning(report.outcome), policy.is_slow(report.outcome, elapsed));
        let shape = policy.shape();
        let word = self.word();
        let generation = report.ticket.map_or(word.generation(), Ticket::generation);
        let is_dry_run = word.state() == State::MetricsOnly;
        let ended = if word.generation() == generation && (is_dry_run || word.state() == State::Closed) {
            let at = Moment { now, started: report.ticket.and_then(Ticket::started) };
            policy.record((shape, generation), (meaning, slow), at, is_dry_run)
        } else {
            Some(Ended { slow, ..Ended::plain(meaning) })
        };
        match ended {
            None => self.counters.add(late(report.outcome)),
            Some(ended) => self.record(report, Some(generation), &ended),
        }
    }

    fn record(&self, report: Report, generation: Option<u32>, ended: &Ended) {
        loop {
            let word = self.word();
            let generation = generation.or(report.ticket.map(Ticket::generation)).unwrap_or(word.generation());
            match decide::record(word, generation, ended, self.threshold()) {
                // In time for the window of its period, which it may have helped to end.
                Recorded::Late if ended.kept => return self.count(report.outcome, ended.slow),
                Recorded::Late => return self.counters.add(late(report.outcome)),
                Recorded::Unrecorded => return,
                Recorded::Unchanged => return self.count(report.outcome, ended.slow),
                Recorded::Trial if self.settle_probe(word, report, ended) => return,
                Recorded::Trip(reached) if self.trip(word, reached, Some((report, ended.slow))) => return,
                Recorded::Run(next) if self.swap(word, next) => return self.count(report.outcome, ended.slow),
                Recorded::WouldTrip(next, reached) if self.swap(word, next) => {
                    self.count(report.outcome, ended.slow);
                    return self.tell(&Event::WouldOpen(reached.into()));
                }
                // Another thread was faster: decide again.
                Recorded::Trial | Recorded::Trip(_) | Recorded::Run(_) | Recorded::WouldTrip(..) => {}
            }
        }
    }

    pub(super) fn count(&self, outcome: Outcome, slow: bool) {
        self.counters.add(outcome.into());
        if slow {
            self.count_slow();
        }
    }

    /// Opens a closed circuit, because of a result or of calls under way; false if it is no longer as it was when that was
    /// decided.
    #[cold]
    fn trip(&self, word: Word, reached: Reached, result: Option<(Report, bool)>) -> bool {
        let now = self.common.clock.now();
        let mut rare = self.lock_to_open();
        rare.open_for = OpenFor::Asked(result.map_or(0, |(report, _)| report.retry_after));
        let result = result.map(|(report, slow)| (report.outcome, slow));
        let tripped = self.try_transition(&mut rare, word, State::Open, now, reached.into(), result);
        drop(rare);
        self.tell_transitions();
        tripped
    }

    /// Looks at the calls under way, in case so many hang that the circuit is to open; true if it did. Told once where it
    /// only would have.
    pub(super) fn look_at_calls_under_way(&self, now: u64) -> bool {
        let Some(policy) = self.policy() else { return false };
        loop {
            let shape = policy.shape();
            let word = self.word();
            if !matches!(word.state(), State::Closed | State::MetricsOnly) {
                return false;
            }
            let Some(met) = policy.met_by_calls_under_way(shape, word.generation(), now) else { return false };
            let reached = Reached::Window(met);
            if word.state() == State::Closed {
                if self.trip(word, reached, None) {
                    return true;
                }
            } else if word.is_told() {
                return false;
            } else if self.swap(word, word.told()) {
                self.tell(&Event::WouldOpen(reached.into()));
                return false;
            }
        }
    }

    /// Takes a probe's result; false if the half-open period is over.
    #[cold]
    fn settle_probe(&self, word: Word, report: Report, ended: &Ended) -> bool {
        let now = self.common.clock.now();
        let mut rare = self.lock_to_open();
        if self.word() != word {
            return false;
        }
        let is_over = self.moves_by_time(&mut rare, word, now);
        if !is_over {
            self.settle_in_time(&mut rare, word, report, ended, now);
        }
        drop(rare);
        self.tell_transitions();
        !is_over
    }

    fn settle_in_time(&self, rare: &mut Rare, word: Word, report: Report, ended: &Ended, now: u64) {
        let in_force = Arc::clone(&rare.in_force);
        let reporter = report.ticket.map_or(Reporter::Anonymous, Reporter::from);
        let step = rare.trial.settle(reporter, ended.outcome, ended.slow, &in_force.config);
        match step {
            Step::Late => self.counters.add(late(report.outcome)),
            _ => self.count(report.outcome, ended.slow),
        }
        match step {
            Step::Late => {}
            Step::Continue => self.set_probe_time(rare),
            Step::Close => {
                let cause = TransitionCause::ProbesSucceeded(rare.trial.successes());
                self.transition(rare, word, State::Closed, now, cause);
            }
            Step::Reopen(met) => {
                rare.open_for = OpenFor::Asked(report.retry_after);
                let cause = met.map_or(TransitionCause::ProbeFailed, TransitionCause::from);
                self.transition(rare, word, State::Open, now, cause);
            }
        }
    }
}

impl From<Ticket> for Reporter {
    fn from(ticket: Ticket) -> Self {
        if ticket.is_part() { Self::Part(ticket.probe()) } else { Self::Ticket(ticket.probe()) }
    }
}

/// A result that comes too late is counted as such; a call without a result was cancelled whenever that was.
fn late(outcome: Outcome) -> Count {
    if outcome == Outcome::Cancelled { Count::Cancelled } else { Count::Late }
}
