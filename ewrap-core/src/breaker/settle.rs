//! Results: what the end of a call does to the breaker.
//!
//! The common success finds a quiet word of its own generation and adds to a counter. Everything else is decided from
//! the word and stored with a compare-and-swap, or, if it opens, closes or is about a probe, under the mutex.

use std::time::Duration;

use super::decide::{self, Recorded};
use super::store::{Core, OpenFor};
use super::trial::{Reporter, Step};
use super::word::{State, Word};
use crate::counters::Count;
use crate::event::{Event, TransitionCause};
use crate::outcome::Outcome;
use crate::permit::Ticket;

impl Core {
    /// Takes the result of an admitted call. `elapsed` is what the caller measured, if it did; `retry_after` the
    /// nanoseconds that the error asks for, or zero.
    #[inline]
    pub(crate) fn settle(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>, retry_after: u64) {
        let quiet = Word::quiet(ticket.generation());
        if outcome == Outcome::Success && ticket.started().is_none() && self.word() == quiet {
            self.counters.add(Count::Success);
        } else {
            self.settle_slow(ticket, outcome, elapsed, retry_after);
        }
    }

    #[cold]
    fn settle_slow(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>, retry_after: u64) {
        self.tell_call(ticket, outcome, elapsed);
        self.record(Some(ticket), outcome, retry_after);
    }

    /// Takes a result; one without a ticket belongs to the present period (rule 4).
    pub(crate) fn record(&self, ticket: Option<Ticket>, outcome: Outcome, retry_after: u64) {
        loop {
            let word = self.word();
            let generation = ticket.map_or(word.generation(), Ticket::generation);
            match decide::record(word, generation, outcome, self.threshold()) {
                Recorded::Late => return self.counters.add(late(outcome)),
                Recorded::Unrecorded => return,
                Recorded::Unchanged => return self.counters.add(outcome.into()),
                Recorded::Trial if self.settle_probe(word, ticket, outcome, retry_after) => return,
                Recorded::Trip if self.trip(word, retry_after) => return,
                Recorded::Run(next) if self.swap(word, next) => return self.counters.add(outcome.into()),
                Recorded::WouldTrip(next) if self.swap(word, next) => {
                    self.counters.add(outcome.into());
                    return self.tell(&Event::WouldOpen { consecutive_failures: next.run() });
                }
                // Another thread was faster: decide again.
                Recorded::Trial | Recorded::Trip | Recorded::Run(_) | Recorded::WouldTrip(_) => {}
            }
        }
    }

    /// Opens a closed circuit; false if it is no longer as it was when that was decided.
    #[cold]
    fn trip(&self, word: Word, retry_after: u64) -> bool {
        let now = self.clock.now();
        let mut rare = self.rare.lock();
        rare.open_for = OpenFor::Asked(retry_after);
        let cause = TransitionCause::ConsecutiveFailures(word.run() + 1);
        let tripped = self.try_transition(&mut rare, word, State::Open, now, cause, Some(Count::Failure));
        drop(rare);
        self.tell_transitions();
        tripped
    }

    /// Takes a probe's result; false if the half-open period is over.
    #[cold]
    fn settle_probe(&self, word: Word, ticket: Option<Ticket>, outcome: Outcome, retry_after: u64) -> bool {
        let now = self.clock.now();
        let mut rare = self.rare.lock();
        if self.word() != word {
            return false;
        }
        let config = rare.config;
        let reporter = ticket.map_or(Reporter::Anonymous, Reporter::from);
        let step = rare.trial.settle(reporter, outcome, &config);
        self.counters.add(if step == Step::Late { late(outcome) } else { outcome.into() });
        match step {
            Step::Late => {}
            Step::Continue => self.set_retry_at(rare.trial.retry_at(&config)),
            Step::Close => {
                let cause = TransitionCause::ProbesSucceeded(rare.trial.successes());
                self.transition(&mut rare, word, State::Closed, now, cause);
            }
            Step::Reopen => {
                rare.open_for = OpenFor::Asked(retry_after);
                self.transition(&mut rare, word, State::Open, now, TransitionCause::ProbeFailed);
            }
        }
        drop(rare);
        self.tell_transitions();
        true
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
