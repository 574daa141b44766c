//! Storing: the one atomic word, the moment of the next retry, and the mutex for what is rare.
//!
//! * A closed circuit is read: admission loads the word, a success compares it and adds to a counter of its thread's
//!   own. A failure is one compare-and-swap.
//! * An open circuit is read too: the word, the clock, and `retry_at`, which is stored before the word that makes it
//!   matter.
//! * Transitions and probes take the mutex, so that they are in one order and are told in that order. No code of the
//!   user's runs under it.

use super::decide::{self, Arrival, Recorded};
use super::tell::Telling;
use super::trial::{Reporter, Step, Trial};
use super::word::{State, Word};
use crate::clock::Source;
use crate::config::Config;
use crate::counters::{Count, Counters};
use crate::event::{Event, Transition, TransitionCause};
use crate::observers::Observers;
use crate::open::{CircuitOpen, Name};
use crate::outcome::Outcome;
use crate::permit::Ticket;
use crate::registry::{ConfigConflict, Origin};
use crate::sync::{AtomicU32, AtomicU64, Mutex, Ordering, StaticBool, StaticOrdering};
use std::sync::Arc;
use std::time::Duration;

/// One circuit breaker, shared by its handles and permits.
#[derive(Debug)]
pub struct Core {
    word: AtomicU64,
    /// Open: the deadline. Half-open: the end of the earliest lease if no slot is free, else zero.
    retry_at: AtomicU64,
    /// A copy of the config's, for the path of a failure.
    threshold: AtomicU32,
    /// Whether an observer wants to know how long calls take: beside the word, because every call asks.
    timed: StaticBool,
    pub(super) name: Name,
    pub(super) clock: Source,
    pub(super) observers: Observers,
    /// Those of the registry, if the breaker is in one.
    pub(super) heard_by_all: Arc<Observers>,
    pub(super) counters: Counters,
    pub(super) rare: Mutex<Rare>,
}

/// What only transitions, probes and readers of a snapshot need.
#[derive(Debug)]
pub(super) struct Rare {
    pub(super) config: Config,
    /// The config as first declared, and where: what later declarations are compared with.
    pub(super) declared: Config,
    pub(super) origin: Origin,
    pub(super) conflicts: Vec<ConfigConflict>,
    pub(super) trial: Trial,
    pub(super) last: Option<Transition>,
    pub(super) telling: Telling,
}

impl Core {
    pub(super) fn new(name: Name, config: Config, origin: Origin, clock: Source, all: Arc<Observers>) -> Self {
        Self {
            word: AtomicU64::new(Word::first(State::Closed).0),
            retry_at: AtomicU64::new(0),
            threshold: AtomicU32::new(config.threshold()),
            timed: StaticBool::new(all.want_calls()),
            name,
            clock,
            observers: Observers::default(),
            heard_by_all: all,
            counters: Counters::default(),
            rare: Mutex::new(Rare {
                config,
                declared: config,
                origin,
                conflicts: Vec::new(),
                trial: Trial::default(),
                last: None,
                telling: Telling::default(),
            }),
        }
    }

    #[inline]
    pub(crate) fn word(&self) -> Word {
        // Acquire: observes the `retry_at` that was stored before the word (the Release in `swap`).
        Word(self.word.load(Ordering::Acquire))
    }

    /// The compare-and-swap through which every change of the word goes.
    fn swap(&self, from: Word, to: Word) -> bool {
        self.word
            // AcqRel: publishes `retry_at` to the Acquire in `word`, and orders this change after the one it replaces.
            // Acquire: a lost race is decided again on what the winner published.
            .compare_exchange(from.0, to.0, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    fn retry_at(&self) -> u64 {
        // Acquire: a value of a later period comes with the word of at least the period before it, so reading the word
        // again tells (see `try_admit`).
        self.retry_at.load(Ordering::Acquire)
    }

    /// Called with the mutex held only.
    fn set_retry_at(&self, at: u64) {
        // Release: the other end is the Acquire in `retry_at`.
        self.retry_at.store(at, Ordering::Release);
    }

    fn threshold(&self) -> u32 {
        // Relaxed: a lone number; a reconfiguration applies from the next decision on.
        self.threshold.load(Ordering::Relaxed)
    }

    // --- admission -------------------------------------------------------------------------------------------------

    /// Asks for admission. `anonymous` callers take no permit and report without a ticket.
    #[inline]
    pub(crate) fn admit(&self, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        let word = self.word();
        if word.state() == State::Closed {
            return Ok(self.ticket(word.generation(), 0));
        }
        self.admit_slow(word, anonymous)
    }

    #[cold]
    fn admit_slow(&self, mut word: Word, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        let now = match word.state() {
            State::Closed | State::Disabled | State::MetricsOnly | State::ForcedOpen => 0,
            State::Open | State::HalfOpen => self.clock.now(),
        };
        loop {
            let retry_at = self.retry_at();
            match decide::arrival(word.state(), now, retry_at) {
                Arrival::Admit => return Ok(self.ticket(word.generation(), 0)),
                Arrival::Probe => return self.admit_probe(now, anonymous),
                Arrival::Reject if self.word() == word => return Err(self.reject(word.state(), now, retry_at)),
                // The time may belong to a period that began meanwhile.
                Arrival::Reject => word = self.word(),
            }
        }
    }

    /// Rules 6 and 9: the first call after the deadline, or one for a free slot.
    #[cold]
    fn admit_probe(&self, now: u64, anonymous: bool) -> Result<Ticket, CircuitOpen> {
        let mut rare = self.rare.lock();
        let word = self.word();
        match decide::arrival(word.state(), now, self.retry_at()) {
            Arrival::Admit => return Ok(self.ticket(word.generation(), 0)),
            Arrival::Reject => {}
            Arrival::Probe => {
                if word.state() == State::Open {
                    self.transition(&mut rare, word, State::HalfOpen, now, TransitionCause::TimeoutElapsed);
                }
                let config = rare.config;
                let probe = rare.trial.admit(now, &config, anonymous);
                self.set_retry_at(rare.trial.retry_at(&config));
                if let Some(probe) = probe {
                    let generation = self.word().generation();
                    drop(rare);
                    self.tell_transitions();
                    return Ok(self.ticket(generation, probe));
                }
            }
        }
        let (state, retry_at) = (self.word().state(), self.retry_at());
        drop(rare);
        Err(self.reject(state, now, retry_at))
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

    // --- results ---------------------------------------------------------------------------------------------------

    /// Takes the result of an admitted call. `elapsed` is what the caller measured, if it did.
    #[inline]
    pub(crate) fn settle(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>) {
        let quiet = Word::quiet(ticket.generation);
        if outcome == Outcome::Success && ticket.started().is_none() && self.word() == quiet {
            self.counters.add(Count::Success);
        } else {
            self.settle_slow(ticket, outcome, elapsed);
        }
    }

    #[cold]
    fn settle_slow(&self, ticket: Ticket, outcome: Outcome, elapsed: Option<Duration>) {
        self.tell_call(ticket, outcome, elapsed);
        self.record(Some(ticket), outcome);
    }

    /// Takes a result; one without a ticket belongs to the present period (rule 4).
    pub(crate) fn record(&self, ticket: Option<Ticket>, outcome: Outcome) {
        loop {
            let word = self.word();
            let generation = ticket.map_or(word.generation(), |ticket| ticket.generation);
            match decide::record(word, generation, outcome, self.threshold()) {
                Recorded::Late => return self.counters.add(late(outcome)),
                Recorded::Unrecorded => return,
                Recorded::Unchanged => return self.counters.add(outcome.into()),
                Recorded::Trial if self.settle_probe(word, ticket, outcome) => return,
                Recorded::Trip if self.trip(word) => return,
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
    fn trip(&self, word: Word) -> bool {
        let now = self.clock.now();
        let mut rare = self.rare.lock();
        let cause = TransitionCause::ConsecutiveFailures(word.run() + 1);
        let tripped = self.try_transition(&mut rare, word, State::Open, now, cause, Some(Count::Failure));
        drop(rare);
        self.tell_transitions();
        tripped
    }

    /// Takes a probe's result; false if the half-open period is over.
    #[cold]
    fn settle_probe(&self, word: Word, ticket: Option<Ticket>, outcome: Outcome) -> bool {
        let now = self.clock.now();
        let mut rare = self.rare.lock();
        if self.word() != word {
            return false;
        }
        let config = rare.config;
        let reporter = ticket.map_or(Reporter::Anonymous, |ticket| Reporter::Ticket(ticket.probe()));
        let step = rare.trial.settle(reporter, outcome, &config);
        self.counters.add(if step == Step::Late { late(outcome) } else { outcome.into() });
        match step {
            Step::Late => {}
            Step::Continue => self.set_retry_at(rare.trial.retry_at(&config)),
            Step::Close => {
                let cause = TransitionCause::ProbesSucceeded(rare.trial.successes());
                self.transition(&mut rare, word, State::Closed, now, cause);
            }
            Step::Reopen => self.transition(&mut rare, word, State::Open, now, TransitionCause::ProbeFailed),
        }
        drop(rare);
        self.tell_transitions();
        true
    }

    // --- transitions, under the mutex ------------------------------------------------------------------------------

    /// Leaves a state whose word changes under the mutex only: every one but closed and metrics-only.
    fn transition(&self, rare: &mut Rare, word: Word, to: State, now: u64, cause: TransitionCause) {
        let changed = self.try_transition(rare, word, to, now, cause, None);
        debug_assert!(changed, "{word:?} was changed without the mutex");
    }

    /// Begins a new period; false if the word has changed. `count` is the result that led to it.
    pub(super) fn try_transition(
        &self,
        rare: &mut Rare,
        word: Word,
        to: State,
        now: u64,
        cause: TransitionCause,
        count: Option<Count>,
    ) -> bool {
        let next = word.transition_to(to);
        let before = self.retry_at();
        self.set_retry_at(if to == State::Open { now.saturating_add(rare.config.timeout_nanos()) } else { 0 });
        if !self.swap(word, next) {
            self.set_retry_at(before);
            return false;
        }
        if let Some(count) = count {
            self.counters.add(count);
        }
        rare.trial.restart();
        self.keep(rare, word.state(), next, now, cause);
        true
    }

    /// Remembers the transition, and queues it if anybody listens.
    fn keep(&self, rare: &mut Rare, from: State, next: Word, now: u64, cause: TransitionCause) {
        let transition = Transition {
            from,
            to: next.state(),
            cause,
            at: Duration::from_nanos(now),
            generation: next.generation(),
            counts: self.counters.sum(),
        };
        if self.is_heard() {
            rare.telling.push(transition.clone());
        }
        rare.last = Some(transition);
    }

    /// Keeps the state; applies from the next decision on (rule 11).
    pub(super) fn reconfigure(&self, config: Config) {
        let mut rare = self.rare.lock();
        rare.config = config;
        // Relaxed: see `threshold`.
        self.threshold.store(config.threshold(), Ordering::Relaxed);
        if self.word().state() == State::HalfOpen {
            self.set_retry_at(rare.trial.retry_at(&config));
        }
    }

    /// When an open circuit admits a probe, from `now`.
    pub(super) fn retry_after(&self, now: u64) -> Option<Duration> {
        let word = self.word();
        let waits = matches!(word.state(), State::Open | State::HalfOpen);
        waits.then(|| Duration::from_nanos(self.retry_at().saturating_sub(now)))
    }
}

/// A result that comes too late is counted as such; a call without a result was cancelled whenever that was.
fn late(outcome: Outcome) -> Count {
    if outcome == Outcome::Cancelled { Count::Cancelled } else { Count::Late }
}
