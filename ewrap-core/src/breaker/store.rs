//! Storing: the one atomic word, the moment of the next retry, and the mutex for what is rare.
//!
//! * A closed circuit is read: admission loads the word, a success compares it and adds to a counter of its thread's
//!   own. A failure is one compare-and-swap.
//! * An open circuit is read too: the word, the time of the next retry between two readings of the word, and the clock.
//! * Transitions and probes take the mutex, so that they are in one order and are told in that order. No code of the
//!   user's runs under it.

use std::sync::Arc;
use std::time::Duration;

use super::tell::Telling;
use super::trial::Trial;
use super::word::{State, Word};
use crate::backoff;
use crate::clock::Source;
use crate::config::Config;
use crate::counters::{Count, Counters};
use crate::event::{Event, Transition, TransitionCause};
use crate::observers::Observers;
use crate::open::Name;
use crate::registry::{ConfigConflict, Origin};
use crate::sync::{AtomicU32, AtomicU64, Mutex, Ordering, StaticBool};

/// One circuit breaker, shared by its handles and permits.
#[derive(Debug)]
pub struct Core {
    word: AtomicU64,
    /// Open: the deadline. Half-open: when a lease ends and makes room, if no slot is free. Else zero, which sends a call
    /// to the mutex if the word says that it has to wait.
    retry_at: AtomicU64,
    /// A copy of the config's, for the path of a failure.
    threshold: AtomicU32,
    /// Whether an observer wants to know how long calls take: beside the word, because every call asks.
    pub(super) timed: StaticBool,
    pub(crate) name: Name,
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
    /// The config as first declared, and where: what later declarations are compared with. Boxed, because it is rarely read
    /// and a breaker is to stay below a kibibyte.
    pub(super) declared: Box<Config>,
    pub(super) origin: Origin,
    pub(super) conflicts: Vec<ConfigConflict>,
    pub(super) trial: Trial,
    /// How long the transition that comes next leaves the circuit open.
    pub(super) open_for: OpenFor,
    /// How often the circuit has opened since it was closed.
    pub(super) openings: u32,
    /// Holders of [`Isolation`](super::Isolation)s, and whether it was them who forced the circuit open.
    pub(super) isolations: u32,
    pub(super) is_isolated: bool,
    pub(super) last: Option<Transition>,
    pub(super) telling: Telling,
}

/// How long a circuit stays open, in nanoseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum OpenFor {
    /// As the config says.
    #[default]
    Timeout,
    /// As the error asks that opens it, as far as the config respects that; zero asks for nothing.
    Asked(u64),
    /// As an operator says.
    Exactly(u64),
}

/// How long this opening lasts, which is one more.
fn open_nanos(rare: &mut Rare, open_for: OpenFor, now: u64, generation: u32) -> u64 {
    let number = rare.openings;
    rare.openings = number.saturating_add(1);
    let of_config = |asked| rare.config.open_nanos(number, asked, || backoff::random(now, generation));
    match open_for {
        OpenFor::Timeout => of_config(0),
        OpenFor::Asked(nanos) => of_config(nanos),
        OpenFor::Exactly(nanos) => nanos,
    }
}

impl Core {
    pub(super) fn new(name: Name, config: Config, origin: Origin, clock: Source, all: Arc<Observers>) -> Self {
        Self {
            word: AtomicU64::new(Word::first(State::Closed).0),
            retry_at: AtomicU64::new(0),
            threshold: AtomicU32::new(config.threshold().unwrap_or(u32::MAX)),
            timed: StaticBool::new(all.want_calls()),
            name,
            clock,
            observers: Observers::default(),
            heard_by_all: all,
            counters: Counters::default(),
            rare: Mutex::new(Rare {
                config,
                declared: Box::new(config),
                origin,
                conflicts: Vec::new(),
                trial: Trial::default(),
                open_for: OpenFor::Timeout,
                openings: 0,
                isolations: 0,
                is_isolated: false,
                last: None,
                telling: Telling::default(),
            }),
        }
    }

    #[inline]
    pub(crate) fn word(&self) -> Word {
        // Acquire: observes the zero in `retry_at` that was stored before the word (the Release in `swap`).
        Word(self.word.load(Ordering::Acquire))
    }

    /// The compare-and-swap through which every change of the word goes.
    pub(super) fn swap(&self, from: Word, to: Word) -> bool {
        self.word
            // AcqRel: publishes the zero in `retry_at` to the Acquire in `word`, and orders this change after the one it replaces.
            // Acquire: a lost race is decided again on what the winner published.
            .compare_exchange(from.0, to.0, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }

    pub(super) fn retry_at(&self) -> u64 {
        // Acquire: a time is stored after the word of its period, so who reads the same word before and after it knows
        // that it is of that period (see `admit_slow`).
        self.retry_at.load(Ordering::Acquire)
    }

    /// Called with the mutex held only.
    pub(super) fn set_retry_at(&self, at: u64) {
        // Release: the other end is the Acquire in `retry_at`.
        self.retry_at.store(at, Ordering::Release);
    }

    pub(super) fn threshold(&self) -> u32 {
        // Relaxed: a lone number; a reconfiguration applies from the next decision on.
        self.threshold.load(Ordering::Relaxed)
    }

    /// Leaves a state whose word changes under the mutex only: every one but closed and metrics-only.
    pub(super) fn transition(&self, rare: &mut Rare, word: Word, to: State, now: u64, cause: TransitionCause) {
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
        if self.word() != word {
            return false;
        }
        // While the word changes: zero, so that nobody takes the time of one period for the other's.
        self.set_retry_at(0);
        if !self.swap(word, next) {
            return false;
        }
        let open_for = std::mem::take(&mut rare.open_for);
        match to {
            State::Open => {
                let nanos = open_nanos(rare, open_for, now, next.generation());
                self.set_retry_at(now.saturating_add(nanos));
            }
            State::Closed => rare.openings = 0,
            _ => {}
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
            rare.telling.push(Event::Transition(transition.clone()));
        }
        rare.last = Some(transition);
    }

    /// Keeps the state; applies from the next decision on (rule 11). Queues what is to be told; whether the config is
    /// another one.
    pub(super) fn reconfigure(&self, config: Config) -> bool {
        let mut rare = self.rare.lock();
        let old = std::mem::replace(&mut rare.config, config);
        if old != config && self.is_heard() {
            rare.telling.push(Event::Reconfigured { old: Box::new(old), new: Box::new(config) });
        }
        // Relaxed: see `threshold`.
        self.threshold.store(config.threshold().unwrap_or(u32::MAX), Ordering::Relaxed);
        if self.word().state() == State::HalfOpen {
            self.set_retry_at(rare.trial.retry_at(&config));
        }
        old != config
    }

    /// When an open circuit admits a probe, from `now`.
    pub(super) fn retry_after(&self, now: u64) -> Option<Duration> {
        let word = self.word();
        let waits = matches!(word.state(), State::Open | State::HalfOpen);
        waits.then(|| Duration::from_nanos(self.retry_at().saturating_sub(now)))
    }
}
