//! What an operator does: set the state with a reason, and change the config of a live breaker, for all its keys.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::CircuitBreaker;
use super::rare::{OpenFor, Rare};
use super::store::Core;
use super::word::State;
use crate::clock::nanos;
use crate::config::Config;
use crate::event::TransitionCause;

impl CircuitBreaker {
    /// Rejects every call until an operator ends it with [`close`](Self::close).
    ///
    /// Like its siblings it does nothing if the breaker is in that state already; otherwise a new period begins, and
    /// the results of calls under way are late. The reason is told to observers and kept in the snapshot.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::{CircuitBreaker, State};
    ///
    /// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
    /// breaker.force_open("migration");
    /// assert!(!breaker.can_execute());
    /// breaker.close("migration done");
    /// assert_eq!(breaker.state(), State::Closed);
    /// ```
    pub fn force_open(&self, reason: impl Into<Box<str>>) {
        let reason = reason.into();
        self.core.each(&|core| {
            core.operate(|core, rare, now| {
                rare.is_isolated = false;
                core.set_locked(rare, State::ForcedOpen, now, &reason);
            });
        });
    }

    /// Rejects every call for as long as anybody holds an [`Isolation`]: several operators, or jobs, need not know of
    /// each other. When the last is dropped the circuit closes, unless an operator has set another state meanwhile, or has
    /// said [`force_open`](Self::force_open), which outlasts it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::{CircuitBreaker, State};
    ///
    /// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
    /// let migration = breaker.isolate("migration");
    /// let backup = breaker.isolate("backup");
    /// drop(migration);
    /// assert_eq!(breaker.state(), State::ForcedOpen);
    /// drop(backup);
    /// assert_eq!(breaker.state(), State::Closed);
    /// ```
    pub fn isolate(&self, reason: impl Into<Box<str>>) -> Isolation {
        let reason = reason.into();
        let isolate = |core: &Core, holders| {
            core.operate(|core, rare, now| {
                rare.isolations += holders;
                rare.is_isolated |= core.word().state() != State::ForcedOpen;
                core.set_locked(rare, State::ForcedOpen, now, &reason);
            });
        };
        isolate(&self.core, 1);
        self.core.each_key(&|core| isolate(core, 0));
        Isolation { breaker: self.clone() }
    }

    /// Admits every call and records nothing, until an operator ends it.
    pub fn disable(&self, reason: impl Into<Box<str>>) {
        self.core.set_all(State::Disabled, OpenFor::Timeout, &reason.into());
    }

    /// Admits and records every call and never opens: a dry run, which tells
    /// [`Event::WouldOpen`](crate::Event::WouldOpen) once a run of failures.
    pub fn metrics_only(&self, reason: impl Into<Box<str>>) {
        self.core.set_all(State::MetricsOnly, OpenFor::Timeout, &reason.into());
    }

    /// Opens the circuit as a failure would: for the timeout, then probes decide.
    pub fn open(&self, reason: impl Into<Box<str>>) {
        self.core.set_all(State::Open, OpenFor::Timeout, &reason.into());
    }

    /// The same, for this time and not for the timeout. A circuit that is open already stays open as long as it was to.
    pub fn open_for(&self, duration: Duration, reason: impl Into<Box<str>>) {
        self.core.set_all(State::Open, OpenFor::Exactly(nanos(duration)), &reason.into());
    }

    /// Lets the next calls be probes, whatever the state was: the circuit closes or opens as they end.
    pub fn half_open(&self, reason: impl Into<Box<str>>) {
        self.core.set_all(State::HalfOpen, OpenFor::Timeout, &reason.into());
    }

    /// The same, but only where probes are the next thing to come: if the circuit is open.
    ///
    /// # Errors
    ///
    /// [`IllegalTransition`] if it is not open; nothing is changed.
    pub fn try_half_open(&self, reason: impl Into<Box<str>>) -> Result<(), IllegalTransition> {
        let (reason, mut found) = (reason.into(), State::Open);
        self.core.operate(|core, rare, now| {
            found = core.word().state();
            if found == State::Open {
                core.set_locked(rare, State::HalfOpen, now, &reason);
            }
        });
        if found == State::Open { Ok(()) } else { Err(IllegalTransition { from: found, to: State::HalfOpen }) }
    }

    /// Closes the circuit, whatever state it is in; its run of failures starts from nothing. A circuit that is closed
    /// already keeps its run, since no new period begins.
    pub fn close(&self, reason: impl Into<Box<str>>) {
        self.core.set_all(State::Closed, OpenFor::Timeout, &reason.into());
    }

    /// Closes the circuit and forgets: a new period begins even if it is closed already, so its run of failures starts
    /// from nothing and calls under way are late. Observers hear of it only if the state changes.
    pub fn reset(&self, reason: impl Into<Box<str>>) {
        let reason = reason.into();
        self.core.each(&|core| core.reset(&reason));
    }

    /// Replaces the config and keeps the state. It applies from the next decision on: a deadline that stands, stands.
    /// Observers hear of it if the config is another one.
    ///
    /// A call that was admitted when nothing but the run of failures was looked at, and succeeds, is counted and not put
    /// into a window that came meanwhile.
    pub fn reconfigure(&self, config: Config) {
        self.core.each(&|core| {
            core.reconfigure(config);
            core.tell_transitions();
        });
    }
}

impl Core {
    /// Sets the state.
    pub(super) fn set(&self, to: State, open_for: OpenFor, reason: &str) {
        self.operate(|core, rare, now| {
            rare.open_for = open_for;
            core.set_locked(rare, to, now, reason);
        });
    }

    fn set_all(&self, to: State, open_for: OpenFor, reason: &str) {
        self.each(&|core| core.set(to, open_for, reason));
    }

    /// One change under the mutex, told after it.
    fn operate(&self, change: impl FnOnce(&Self, &mut Rare, u64)) {
        let now = self.common.clock.now();
        let mut rare = self.lock_to_open();
        change(self, &mut rare, now);
        rare.open_for = OpenFor::Timeout;
        drop(rare);
        self.tell_transitions();
    }

    /// Does nothing if that is the state already.
    fn set_locked(&self, rare: &mut Rare, to: State, now: u64, reason: &str) {
        loop {
            let word = self.word();
            let cause = TransitionCause::Operator(reason.into());
            if word.state() == to || self.try_transition(rare, word, to, now, cause, None) {
                break;
            }
        }
    }

    fn reset(&self, reason: &str) {
        self.operate(|core, rare, now| {
            loop {
                let word = core.word();
                if word.state() != State::Closed {
                    return core.set_locked(rare, State::Closed, now, reason);
                }
                if core.swap(word, word.transition_to(State::Closed)) {
                    return;
                }
            }
        });
    }

    fn release(&self) {
        if self.let_go(1) {
            self.each_key(&|core| {
                core.let_go(0);
            });
        }
    }

    /// Lets go of so many holders; whether the last of them is gone.
    fn let_go(&self, holders: u32) -> bool {
        let mut is_last = false;
        self.operate(|core, rare, now| {
            rare.isolations -= holders;
            is_last = rare.isolations == 0;
            let ends = is_last && std::mem::take(&mut rare.is_isolated);
            if ends && core.word().state() == State::ForcedOpen {
                core.set_locked(rare, State::Closed, now, "isolation ended");
            }
        });
        is_last
    }
}

/// A change of state that was asked for and does not make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct IllegalTransition {
    /// The state the breaker is in.
    pub from: State,
    /// The state that was asked for.
    pub to: State,
}

impl fmt::Display for IllegalTransition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a circuit that is {} does not become {}", self.from, self.to)
    }
}

impl Error for IllegalTransition {}

/// Holds a breaker forced open until it is dropped, given by [`CircuitBreaker::isolate`].
#[derive(Debug)]
#[must_use = "the isolation ends when this is dropped"]
pub struct Isolation {
    breaker: CircuitBreaker,
}

impl Drop for Isolation {
    fn drop(&mut self) {
        self.breaker.core.release();
    }
}
