//! Storing: the one atomic word, the moment of the next retry, who looks at calls, and the mutex for what is rare.
//!
//! * A closed circuit is read: admission loads the word, a success compares it and adds to a counter of its thread's
//!   own. A failure is one compare-and-swap.
//! * An open circuit is read too: the word, the time of the next retry between two readings of the word, and the clock.
//! * Transitions and probes take the mutex, so that they are in one order and are told in that order. No code of the
//!   user's runs under it.

use std::iter;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::decide::NO_RUNS;
use super::keyed::Keyed;
use super::policy::Policy;
use super::rare::{Declaration, Rare};
use super::word::{State, Word};
use crate::clock::{Source, nanos};
use crate::config::Config;
use crate::counters::Counters;
use crate::event::{Event, Transition, TransitionCause};
use crate::observers::Observers;
use crate::open::Name;
use crate::outcome::Outcome;
use crate::registry::Origin;
use crate::seats::SEATS;
use crate::sync::{AtomicU32, AtomicU64, Mutex, MutexGuard, Ordering, StaticU8};

/// One circuit breaker, shared by its handles and permits.
#[derive(Debug)]
pub struct Core {
    word: AtomicU64,
    /// Open: the deadline. Half-open: when a lease ends and makes room, if no slot is free. Closed with a ramp: its end.
    /// Else zero, which sends a call to the mutex if the word says that it has to wait.
    retry_at: AtomicU64,
    /// How long the last opening was to last: the most that a rejection may tell.
    open_for: AtomicU64,
    /// A copy of the config's, for the path of a failure.
    threshold: AtomicU32,
    /// Who looks at calls: beside the word, because every call asks.
    pub(super) attention: StaticU8,
    pub(crate) name: Name,
    pub(super) common: Arc<Common>,
    pub(super) counters: Counters,
    pub(super) extra: OnceLock<Box<Extra>>,
    pub(super) rare: Mutex<Rare>,
}

/// What the circuits of a breaker's keys have in common with it.
#[derive(Debug)]
pub(super) struct Common {
    pub(super) clock: Source,
    pub(super) observers: Observers,
    /// Those of the registry, if the breaker is in one.
    heard_by_all: Option<Arc<Observers>>,
}

impl Common {
    pub(super) fn listeners(&self) -> impl Iterator<Item = &Observers> {
        iter::once(&self.observers).chain(self.heard_by_all.as_deref())
    }
}

/// What most breakers do not need; made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Extra {
    /// Of a policy beyond the default.
    pub(super) policy: OnceLock<Policy>,
    pub(super) keyed: OnceLock<Keyed>,
}

impl Core {
    pub(super) fn new(
        name: Name,
        config: Config,
        origin: Origin,
        clock: Source,
        heard_by_all: Option<Arc<Observers>>,
    ) -> Self {
        let declared = Arc::new(Declaration { config, origin, born: clock.now() });
        let rare = Rare::new(Arc::clone(&declared), declared);
        let common = Common { clock, observers: Observers::default(), heard_by_all };
        Self::with(name, rare, Arc::new(common), SEATS)
    }

    /// The circuit of a key: what can be shared is, and its counts are not striped.
    pub(super) fn of_key(&self, name: Name) -> Self {
        let rare = self.rare.lock();
        let (in_force, declared) = (Arc::clone(&rare.in_force), Arc::clone(&rare.declared));
        drop(rare);
        Self::with(name, Rare::new(in_force, declared), Arc::clone(&self.common), 1)
    }

    /// Begins in the state that an operator has set for the breaker of its key, before anybody knows of it.
    pub(super) fn begin_as(&self, parent: &Self) {
        // First: an isolation that ends meanwhile finds this circuit, once it is in the map, and ends for it too.
        let is_isolated = parent.rare.lock().is_isolated;
        let state = parent.word().state();
        if state == State::ForcedOpen && is_isolated {
            self.rare.lock().is_isolated = true;
        }
        if matches!(state, State::ForcedOpen | State::Disabled | State::MetricsOnly) {
            // Release: the other end is the Acquire in `word`, if it is read by who finds the circuit without a mutex.
            self.word.store(Word::first(state).0, Ordering::Release);
        }
    }

    fn with(name: Name, rare: Rare, common: Arc<Common>, stripes: usize) -> Self {
        let in_force = *rare.in_force;
        let core = Self {
            word: AtomicU64::new(Word::first(State::Closed).0),
            retry_at: AtomicU64::new(0),
            open_for: AtomicU64::new(0),
            threshold: AtomicU32::new(in_force.config.threshold().unwrap_or(NO_RUNS)),
            attention: StaticU8::new(0),
            name,
            common,
            counters: Counters::new(stripes),
            extra: OnceLock::new(),
            rare: Mutex::new(rare),
        };
        core.follow(&in_force);
        core
    }

    pub(super) fn extra(&self) -> &Extra {
        self.extra.get_or_init(Box::default)
    }

    pub(super) fn keyed_map(&self) -> Option<&Keyed> {
        self.extra.get()?.keyed.get()
    }

    /// Takes the mutex, with the delay of the next opening at hand if it is a function's of the user's, which is not called
    /// under it.
    pub(super) fn lock_to_open(&self) -> MutexGuard<'_, Rare> {
        loop {
            let mut rare = self.rare.lock();
            let (number, config) = (rare.openings, rare.config());
            if !config.backoff().is_function() || rare.drawn.is_some_and(|(drawn, _)| drawn == number) {
                return rare;
            }
            let in_force = Arc::clone(&rare.in_force);
            drop(rare);
            let nanos = in_force.config.open_nanos(number, 0, || 0);
            rare = self.rare.lock();
            // Not for a config that has come meanwhile.
            if Arc::ptr_eq(&rare.in_force, &in_force) {
                rare.drawn = Some((number, nanos));
            }
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

    /// That of the period whose time was read before, or of a later one, which the word shows.
    pub(super) fn open_for(&self) -> u64 {
        // Relaxed: observed by the Acquire in `retry_at`.
        self.open_for.load(Ordering::Relaxed)
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

    /// Begins a new period; false if the word has changed. `result` is what led to it, and whether it was slow.
    pub(super) fn try_transition(
        &self,
        rare: &mut Rare,
        word: Word,
        to: State,
        now: u64,
        cause: TransitionCause,
        result: Option<(Outcome, bool)>,
    ) -> bool {
        let recovers = to == State::Closed && !matches!(cause, TransitionCause::Operator(_));
        let ramp = rare.config().ramp().filter(|_| recovers);
        let next = if ramp.is_some() { word.transition_to_ramp() } else { word.transition_to(to) };
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
                let nanos = rare.next_open_nanos(open_for, now, next.generation());
                // Relaxed: published with the time below.
                self.open_for.store(nanos, Ordering::Relaxed);
                self.set_retry_at(now.saturating_add(nanos));
            }
            State::Closed => {
                (rare.openings, rare.drawn) = (0, None);
                // The end of the ramp, or still zero.
                self.set_retry_at(ramp.map_or(0, |ramp| now.saturating_add(nanos(ramp))));
            }
            State::HalfOpen => {
                let longest = rare.config().half_open_limit().map_or(u64::MAX, nanos);
                rare.half_open_until = now.saturating_add(longest);
            }
            _ => {}
        }
        if let Some((outcome, slow)) = result {
            self.count(outcome, slow);
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
            counts: self.counts(),
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
        let new = Arc::new(Declaration { config, ..*rare.in_force });
        let old = std::mem::replace(&mut rare.in_force, new).config;
        if old != config && self.is_heard() {
            rare.telling.push(Event::Reconfigured { old: Box::new(old), new: Box::new(config) });
        }
        if rare.drawn.is_some() {
            rare.drawn = None;
        }
        // Relaxed: see `threshold`.
        self.threshold.store(config.threshold().unwrap_or(NO_RUNS), Ordering::Relaxed);
        self.follow(&rare.in_force);
        if let Some(keyed) = self.keyed_map() {
            keyed.resize(config.max_keys());
        }
        if self.word().state() == State::HalfOpen {
            self.set_probe_time(&rare);
        }
        old != config
    }

    /// Half-open: when the next call can be a probe, or the longest time in it has passed.
    pub(super) fn set_probe_time(&self, rare: &Rare) {
        self.set_retry_at(rare.trial.retry_at(rare.config()).min(rare.half_open_until));
    }

    /// Makes the transition that time alone asks for, if there is one: under the mutex.
    pub(super) fn moves_by_time(&self, rare: &mut Rare, word: Word, now: u64) -> bool {
        let (to, cause) = match word.state() {
            State::Open if rare.config().closes_by_time() && now >= self.retry_at() => {
                (State::Closed, TransitionCause::TimeoutElapsed)
            }
            State::HalfOpen if now >= rare.half_open_until => {
                let closes = rare.config().half_open_limit_closes();
                (if closes { State::Closed } else { State::Open }, TransitionCause::HalfOpenLimit)
            }
            _ => return false,
        };
        self.transition(rare, word, to, now, cause);
        true
    }

    /// The end of the ramp, if there is one now.
    pub(super) fn ramp_end(&self) -> Option<u64> {
        let word = self.word();
        let end = self.retry_at();
        (word.is_ramping() && self.word().generation() == word.generation() && end != 0).then_some(end)
    }

    /// When an open circuit admits a probe, from `now`.
    pub(super) fn retry_after(&self, now: u64) -> Option<Duration> {
        let word = self.word();
        let waits = matches!(word.state(), State::Open | State::HalfOpen);
        waits.then(|| Duration::from_nanos(self.retry_at().saturating_sub(now)))
    }
}
