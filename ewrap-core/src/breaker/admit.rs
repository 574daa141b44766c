//! Admission: what an arriving call meets.
//!
//! A closed circuit costs one load of the word. An open one costs the clock and the moment of the next retry; only a
//! call that may become a probe takes the mutex.

use super::decide::{self, Arrival};
use super::store::Core;
use super::word::{State, Word};
use crate::counters::Count;
use crate::event::{Event, TransitionCause};
use crate::inside;
use crate::open::CircuitOpen;
use crate::permit::Ticket;
use crate::sync::StaticOrdering;

impl Core {
    /// Asks for admission. `anonymous` callers take no permit and report without a ticket.
    #[inline]
    pub(crate) fn admit(&self, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        let word = self.word();
        if word.state() == State::Closed {
            return Ok(self.ticket(word.generation(), 0));
        }
        self.admit_slow(anonymous)
    }

    #[cold]
    fn admit_slow(&self, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        loop {
            let word = self.word();
            if let Some(part) = self.part_of_a_probe(word).filter(|_| !anonymous) {
                return Ok(part);
            }
            let retry_at = self.retry_at();
            let waits = matches!(word.state(), State::Open | State::HalfOpen);
            // After the word and the time, so that no time has been set later than this.
            let now = if waits { self.clock.now() } else { 0 };
            match decide::arrival(word.state(), now, retry_at) {
                Arrival::Admit => return Ok(self.ticket(word.generation(), 0)),
                Arrival::Reject if self.word() == word => return Err(self.reject(word.state(), now, retry_at)),
                // The time may belong to a period that began meanwhile.
                Arrival::Reject => {}
                Arrival::Probe => {
                    if let Some(probe) = self.admit_probe(word, now, anonymous) {
                        return Ok(probe);
                    }
                }
            }
        }
    }

    /// A call made inside a probe needs no slot.
    fn part_of_a_probe(&self, word: Word) -> Option<Ticket> {
        if word.state() != State::HalfOpen {
            return None;
        }
        let probe = inside::probe_of(self, word.generation())?;
        Some(self.ticket(word.generation(), probe).as_part())
    }

    /// Rules 6 and 9: the first call after the deadline, or one for a free slot. `None` if another call was faster.
    #[cold]
    fn admit_probe(&self, word: Word, now: u64, anonymous: bool) -> Option<Ticket> {
        let mut rare = self.rare.lock();
        if self.word() != word || decide::arrival(word.state(), now, self.retry_at()) != Arrival::Probe {
            return None;
        }
        if word.state() == State::Open {
            self.transition(&mut rare, word, State::HalfOpen, now, TransitionCause::TimeoutElapsed);
        }
        let config = rare.config;
        let probe = rare.trial.admit(now, &config, anonymous);
        self.set_retry_at(rare.trial.retry_at(&config));
        let generation = self.word().generation();
        drop(rare);
        self.tell_transitions();
        Some(self.ticket(generation, probe?))
    }

    #[inline]
    fn ticket(&self, generation: u32, probe: u32) -> Ticket {
        // Relaxed: a lone flag; a call that begins while an observer is registered may go unheard.
        let started = if self.timed.load(StaticOrdering::Relaxed) { Some(self.started()) } else { None };
        Ticket::new(generation, probe, started)
    }

    #[cold]
    fn started(&self) -> u64 {
        self.clock.now()
    }

    /// Somebody listens who did not before.
    pub(super) fn listen(&self) {
        let timed = self.observers.want_calls() || self.heard_by_all.want_calls();
        // Relaxed: as in `ticket`.
        self.timed.store(timed, StaticOrdering::Relaxed);
    }

    #[cold]
    fn reject(&self, state: State, now: u64, retry_at: u64) -> CircuitOpen {
        self.counters.add(Count::Rejected);
        let open = CircuitOpen::new(self.name.clone(), state, retry_at.saturating_sub(now));
        if self.is_heard() {
            self.tell(&Event::Rejected(open.clone()));
        }
        open
    }
}
