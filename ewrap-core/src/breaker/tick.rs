//! What time alone does: for those who want it done when it is due, and not when the next call comes.

use super::CircuitBreaker;
use super::store::Core;
use super::word::State;
use crate::event::TransitionCause;

impl CircuitBreaker {
    /// Does what is due by time: an open circuit becomes half-open, if it does so by itself, or closes, if it needs no
    /// probe; a half-open one ends by its limit; a ramp ends; calls under way that are slow by now open it.
    ///
    /// Without it the same happens when the next call arrives. [`Registry::tick_every`](crate::Registry::tick_every) calls it
    /// for all breakers.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::{CircuitBreaker, Config, ManualClock, State};
    ///
    /// let clock = ManualClock::new();
    /// let config = Config::builder().threshold(1).automatic_half_open(true).build()?;
    /// let breaker = CircuitBreaker::builder("db").config(config).clock(clock.clone()).build();
    /// breaker.record_failure();
    /// clock.advance(Duration::from_secs(60));
    /// breaker.tick();
    /// assert_eq!(breaker.state(), State::HalfOpen);
    /// # Ok::<(), ewrap::ConfigError>(())
    /// ```
    pub fn tick(&self) {
        self.core.each(&Core::tick);
    }
}

impl Core {
    fn tick(&self) {
        let now = self.common.clock.now();
        let word = self.word();
        if word.is_ramping() && self.ramp_end().is_some_and(|end| now >= end) {
            // Who is faster has done the same, or more.
            self.swap(word, word.without_ramp());
        }
        match word.state() {
            State::Closed | State::MetricsOnly => drop(self.look_at_calls_under_way(now)),
            State::Open | State::HalfOpen => self.move_by_time(now),
            State::ForcedOpen | State::Disabled => {}
        }
    }

    fn move_by_time(&self, now: u64) {
        let mut rare = self.lock_to_open();
        let word = self.word();
        let is_due = word.state() == State::Open && now >= self.retry_at();
        if !self.moves_by_time(&mut rare, word, now) && is_due && rare.config().automatic_half_open() {
            self.transition(&mut rare, word, State::HalfOpen, now, TransitionCause::TimeoutElapsed);
            self.set_probe_time(&rare);
        }
        drop(rare);
        self.tell_transitions();
    }
}
