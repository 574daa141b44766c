//! Admission: what an arriving call meets.
//!
//! A closed circuit costs one load of the word, and one of the flags that say who looks at calls. An open one costs the
//! clock and the moment of the next retry; only a call that may become a probe takes the mutex.

use std::sync::Arc;

use super::attention::Attention;
use super::decide::{self, Arrival};
use super::store::Core;
use super::word::{State, Word};
use crate::counters::Count;
use crate::event::{Event, TransitionCause};
use crate::inside;
use crate::open::CircuitOpen;
use crate::permit::Ticket;

impl Core {
    /// Asks for admission. `anonymous` callers take no permit and report without a ticket.
    #[inline]
    pub(crate) fn admit(&self, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        let word = self.word();
        if word.admits_all() {
            if !self.attention().is_any() {
                return Ok(Ticket::new(word.generation(), 0));
            }
            if let Some(ticket) = self.admit_watched(word, anonymous) {
                return Ok(ticket);
            }
        }
        self.admit_slow(word, anonymous)
    }

    #[cold]
    fn admit_slow(&self, word: Word, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        match self.still_open(word) {
            Some(retry_after) => Err(self.reject(State::Open, retry_after)),
            None => self.admit_unless_rejected(anonymous),
        }
    }

    /// The common rejection, as the loop below would make it: how long an open circuit goes on to be.
    #[inline]
    fn still_open(&self, word: Word) -> Option<u64> {
        if word.state() != State::Open {
            return None;
        }
        let retry_at = self.retry_at();
        let now = self.common.clock.now_before(retry_at, || self.open_for());
        let is_rejected =
            decide::arrival(word, now, retry_at) == Arrival::Reject && self.word().generation() == word.generation();
        is_rejected.then(|| retry_at.saturating_sub(now))
    }

    #[inline(never)]
    fn admit_unless_rejected(&self, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        loop {
            let word = self.word();
            if let Some(part) = self.part_of_a_probe(word).filter(|_| !anonymous) {
                return Ok(part);
            }
            let retry_at = self.retry_at();
            // After the word and the time, so that no time has been set later than this.
            let now = match word.state() {
                State::Open => self.common.clock.now_before(retry_at, || self.open_for()),
                State::HalfOpen => self.common.clock.now(),
                _ if word.is_ramping() => self.common.clock.now(),
                _ => 0,
            };
            let admitted = match decide::arrival(word, now, retry_at) {
                // The time may belong to a period that began meanwhile.
                Arrival::Reject | Arrival::Ramp if self.word().generation() != word.generation() => None,
                Arrival::Reject => return Err(self.reject(word.state(), retry_at.saturating_sub(now))),
                Arrival::Ramp if self.policy().is_some_and(|it| !it.ramps(now, retry_at)) => {
                    return Err(self.reject(State::Closed, retry_at.saturating_sub(now)));
                }
                Arrival::Admit | Arrival::Ramp => self.admit_watched(word, anonymous),
                Arrival::RampOver => {
                    self.swap(word, word.without_ramp());
                    None
                }
                Arrival::Wait => {
                    // Whoever began the period holds the mutex until the time is set.
                    drop(self.rare.lock());
                    None
                }
                Arrival::Probe => self.admit_probe(word, now, anonymous),
            };
            if let Some(ticket) = admitted {
                return Ok(ticket);
            }
        }
    }

    /// A call made inside a probe needs no slot.
    fn part_of_a_probe(&self, word: Word) -> Option<Ticket> {
        if word.state() != State::HalfOpen {
            return None;
        }
        let probe = inside::probe_of(self, word.generation())?;
        Some(self.watched(Ticket::new(word.generation(), probe)).as_part())
    }

    /// Admits a call at whose end, or duration, somebody looks. `None` if it is the one that finds too many others hanging.
    #[inline(never)]
    fn admit_watched(&self, word: Word, anonymous: bool) -> Option<Ticket> {
        let ticket = self.watched(Ticket::new(word.generation(), 0));
        let may_be_followed = !anonymous && matches!(word.state(), State::Closed | State::MetricsOnly);
        let (true, Some(policy), Some(started)) = (may_be_followed, self.policy(), ticket.started()) else {
            return Some(ticket);
        };
        let (ticket, is_time) = policy.begin(ticket, started);
        if is_time && self.look_at_calls_under_way(started) {
            policy.end(ticket);
            return None;
        }
        Some(ticket)
    }

    /// Rules 6 and 9: the first call after the deadline, or one for a free slot. `None` if another call was faster, or
    /// the circuit is in another state now.
    #[cold]
    fn admit_probe(&self, word: Word, now: u64, anonymous: bool) -> Option<Ticket> {
        let mut rare = self.lock_to_open();
        if self.word() != word || decide::arrival(word, now, self.retry_at()) != Arrival::Probe {
            return None;
        }
        if self.moves_by_time(&mut rare, word, now) {
            drop(rare);
            self.tell_transitions();
            return None;
        }
        if word.state() == State::Open {
            self.transition(&mut rare, word, State::HalfOpen, now, TransitionCause::TimeoutElapsed);
        }
        let in_force = Arc::clone(&rare.in_force);
        let probe = rare.trial.admit(now, &in_force.config, anonymous);
        self.set_probe_time(&rare);
        let generation = self.word().generation();
        drop(rare);
        self.tell_transitions();
        Some(self.watched(Ticket::new(generation, probe?)))
    }

    /// Marks the ticket as what those who look at calls want to know.
    fn watched(&self, ticket: Ticket) -> Ticket {
        let attention = self.attention();
        if !attention.is_any() {
            return ticket;
        }
        ticket.watched(attention.has(Attention::TIME).then(|| self.time()))
    }

    #[inline]
    fn reject(&self, state: State, retry_after: u64) -> CircuitOpen {
        self.counters.add(Count::Rejected);
        if self.is_heard() {
            self.tell_rejection(state, retry_after);
        }
        CircuitOpen::new(self.name.clone(), state, retry_after)
    }

    /// With an error of its own, so that the caller's need not live in memory for the sake of this rare path.
    #[cold]
    fn tell_rejection(&self, state: State, retry_after: u64) {
        self.tell(&Event::Rejected(CircuitOpen::new(self.name.clone(), state, retry_after)));
    }
}
