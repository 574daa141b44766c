//! What an operator does: set the state with a reason, and change the config of a live breaker.

use super::CircuitBreaker;
use super::store::Core;
use super::word::State;
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
        self.core.set(State::ForcedOpen, &reason.into());
    }

    /// Admits every call and records nothing, until an operator ends it.
    pub fn disable(&self, reason: impl Into<Box<str>>) {
        self.core.set(State::Disabled, &reason.into());
    }

    /// Admits and records every call and never opens: a dry run, which tells
    /// [`Event::WouldOpen`](crate::Event::WouldOpen) once a run of failures.
    pub fn metrics_only(&self, reason: impl Into<Box<str>>) {
        self.core.set(State::MetricsOnly, &reason.into());
    }

    /// Opens the circuit as a failure would: for the timeout, then probes decide.
    pub fn open(&self, reason: impl Into<Box<str>>) {
        self.core.set(State::Open, &reason.into());
    }

    /// Closes the circuit, whatever state it is in; its run of failures starts from nothing. A circuit that is closed
    /// already keeps its run, since no new period begins.
    pub fn close(&self, reason: impl Into<Box<str>>) {
        self.core.set(State::Closed, &reason.into());
    }

    /// Replaces the config and keeps the state. It applies from the next decision on: a deadline that stands, stands.
    pub fn reconfigure(&self, config: Config) {
        self.core.reconfigure(config);
    }
}

impl Core {
    fn set(&self, to: State, reason: &str) {
        let now = self.clock.now();
        let mut rare = self.rare.lock();
        loop {
            let word = self.word();
            let cause = TransitionCause::Operator(reason.into());
            if word.state() == to || self.try_transition(&mut rare, word, to, now, cause, None) {
                break;
            }
        }
        drop(rare);
        self.tell_transitions();
    }
}
