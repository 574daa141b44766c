//! Storing: the one atomic word, the moment of the next retry, who looks at calls, and the mutex for what is rare.
//!
//! * A closed circuit is read: admission loads the word, a success compares it and adds to a counter of its thread's
//!   own. A failure is one compare-and-swap.
//! * An open circuit is read too: the word, the time of the next retry between two readings of the word, and the clock.
//! * Transitions and probes take the mutex, so that they are in one order and are told in that order. No code of the
//!   user's runs under it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::decide::NO_RUNS;
use super::policy::Policy;
use super::tell::Telling;
use super::trial::Trial;
use super::word::{State, Word};
use crate::backoff;
use crate::clock::{Source, nanos};
use crate::config::Config;
use crate::counters::Counters;
use crate::event::{Transition, TransitionCause};
use crate::observers::Observers;
use crate::open::Name;
use crate::outcome::Outcome;
use crate::registry::{ConfigConflict, Origin};
use crate::sync::{AtomicU32, AtomicU64, Mutex, MutexGuard, Ordering, StaticOrdering, StaticU8};

/// One circuit breaker, shared by its handles and permits.
#[derive(Debug)]
pub struct Core {
    word: AtomicU64,
    /// Open: the deadline. Half-open: when a lease ends and makes room, if no slot is free. Closed with a ramp: its end.
    /// Else zero, which sends a call to the mutex if the word says that it has to wait.
    retry_at: AtomicU64,
    /// A copy of the config's, for the path of a failure.
    threshold: AtomicU32,
    /// Who looks at calls: beside the word, because every call asks.
    attention: StaticU8,
    /// What a policy beyond the default needs; made when a config first asks for it.
    policy: OnceLock<Box<Policy>>,
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
    /// Shared, because a breaker is to stay below a kibibyte.
    pub(super) config: Arc<Config>,
    /// The config as first declared, and where: what later declarations are compared with.
    pub(super) declared: Arc<Config>,
    pub(super) origin: Origin,
    pub(super) conflicts: Vec<ConfigConflict>,
    pub(super) trial: Trial,
    /// How long the transition that comes next leaves the circuit open.
    pub(super) open_for: OpenFor,
    /// How often the circuit has opened since it was closed.
    pub(super) openings: u32,
    /// What the user's function said for the opening of that number.
    drawn: Option<(u32, u64)>,
    /// When the longest time in half-open has passed.
    half_open_until: u64,
    /// Holders of [`Isolation`](super::Isolation)s, and whether it was them who forced the circuit open.
    pub(super) isolations: u32,
    pub(super) is_isolated: bool,
    pub(super) last: Option<Transition>,
    pub(super) telling: Telling,
}

/// How many threads may write to a breaker's windows without meeting.
#[cfg(not(loom))]
const POLICY_STRIPES: usize = 4;
#[cfg(loom)]
const POLICY_STRIPES: usize = 1;

/// Who looks at calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attention(u8);

impl Attention {
    /// Somebody wants to know how long calls take.
    pub(super) const TIME: u8 = 1;
    /// A policy beyond the default is in force.
    pub(super) const POLICY: u8 = 2;

    #[inline]
    pub(super) fn is_any(self) -> bool {
        self.0 != 0
    }

    pub(super) fn has(self, who: u8) -> bool {
        self.0 & who != 0
    }
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
    let of_config = |asked| match rare.drawn {
        Some((drawn, nanos)) if drawn == number && rare.config.backoff().is_function() => nanos,
        _ => rare.config.open_nanos(number, asked, || backoff::random(now, generation)),
    };
    match open_for {
        OpenFor::Timeout => of_config(0),
        OpenFor::Asked(nanos) => of_config(nanos),
        OpenFor::Exactly(nanos) => nanos,
    }
}

impl Core {
    pub(super) fn new(name: Name, config: Arc<Config>, origin: Origin, clock: Source, all: Arc<Observers>) -> Self {
        let core = Self {
            word: AtomicU64::new(Word::first(State::Closed).0),
            retry_at: AtomicU64::new(0),
            threshold: AtomicU32::new(config.threshold().unwrap_or(NO_RUNS)),
            attention: StaticU8::new(0),
            policy: OnceLock::new(),
            name,
            clock,
            observers: Observers::default(),
            heard_by_all: all,
            counters: Counters::default(),
            rare: Mutex::new(Rare {
                config: Arc::clone(&config),
                declared: config,
                origin,
                conflicts: Vec::new(),
                trial: Trial::default(),
                open_for: OpenFor::Timeout,
                openings: 0,
                drawn: None,
                half_open_until: u64::MAX,
                isolations: 0,
                is_isolated: false,
                last: None,
                telling: Telling::default(),
            }),
        };
        core.follow(&core.rare.lock().config);
        core
    }

    /// Makes what the config needs beside the word, and says who looks at calls.
    fn follow(&self, config: &Config) {
        if Policy::is_needed(config) {
            self.policy.get_or_init(|| Box::new(Policy::new(config, self.clock.now(), POLICY_STRIPES)));
        }
        if let Some(policy) = self.policy.get() {
            policy.reconfigure(config);
        }
        self.attend(config);
    }

    pub(super) fn attend(&self, config: &Config) {
        let wants_calls = self.observers.want_calls() || self.heard_by_all.want_calls();
        let is_timed = wants_calls || Policy::needs_start(config);
        let time = if is_timed { Attention::TIME } else { 0 };
        let policy = if Policy::is_needed(config) { Attention::POLICY } else { 0 };
        // Relaxed: lone flags; a call that begins meanwhile may go unheard, and is judged from the next on.
        self.attention.store(time | policy, StaticOrdering::Relaxed);
    }

    #[inline]
    pub(super) fn attention(&self) -> Attention {
        // Relaxed: as in `attend`.
        Attention(self.attention.load(StaticOrdering::Relaxed))
    }

    /// The policy, if it is not the default one.
    pub(super) fn policy(&self) -> Option<&Policy> {
        if self.attention().has(Attention::POLICY) { self.policy.get().map(|it| &**it) } else { None }
    }

    /// Takes the mutex, with the delay of the next opening at hand if it is a function's of the user's, which is not called
    /// under it.
    pub(super) fn lock_to_open(&self) -> MutexGuard<'_, Rare> {
        loop {
            let mut rare = self.rare.lock();
            let (number, config) = (rare.openings, &rare.config);
            if !config.backoff().is_function() || rare.drawn.is_some_and(|(drawn, _)| drawn == number) {
                return rare;
            }
            let config = Arc::clone(config);
            drop(rare);
            let nanos = config.open_nanos(number, 0, || 0);
            rare = self.rare.lock();
            // Not for a config that has come meanwhile.
            if Arc::ptr_eq(&rare.config, &config) {
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
        let ramp = rare.config.ramp().filter(|_| recovers);
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
                let nanos = open_nanos(rare, open_for, now, next.generation());
                self.set_retry_at(now.saturating_add(nanos));
            }
            State::Closed => {
                (rare.openings, rare.drawn) = (0, None);
                // The end of the ramp, or still zero.
                self.set_retry_at(ramp.map_or(0, |ramp| now.saturating_add(nanos(ramp))));
            }
            State::HalfOpen => {
                let longest = rare.config.half_open_limit().map_or(u64::MAX, nanos);
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
        rare.config = Arc::new(config);
        rare.drawn = None;
        // Relaxed: see `threshold`.
        self.threshold.store(config.threshold().unwrap_or(NO_RUNS), Ordering::Relaxed);
        self.follow(&config);
        if self.word().state() == State::HalfOpen {
            self.set_probe_time(&rare);
        }
    }

    /// Half-open: when the next call can be a probe, or the longest time in it has passed.
    pub(super) fn set_probe_time(&self, rare: &Rare) {
        self.set_retry_at(rare.trial.retry_at(&rare.config).min(rare.half_open_until));
    }

    /// Makes the transition that time alone asks for, if there is one: under the mutex.
    pub(super) fn moves_by_time(&self, rare: &mut Rare, word: Word, now: u64) -> bool {
        let (to, cause) = match word.state() {
            State::Open if rare.config.closes_by_time() && now >= self.retry_at() => {
                (State::Closed, TransitionCause::TimeoutElapsed)
            }
            State::HalfOpen if now >= rare.half_open_until => {
                let closes = rare.config.half_open_limit_closes();
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
