//! What overrides need of a breaker: the config it was declared with, and a change that is told later.
//!
//! Many breakers change at once, under the lock of their registry; observers are told once it is free. Invariant: the
//! declared config does not change once a breaker is seen, so it is what an override sits on and what the end of an override returns to.

use std::sync::Arc;

use super::CircuitBreaker;
use super::rare::Declaration;
use super::store::Core;
use crate::config::Config;

impl CircuitBreaker {
    /// The config of the first declaration.
    pub(crate) fn declared(&self) -> Config {
        self.core.rare.lock().declared.config
    }

    /// Of a breaker that nobody has seen yet, made with a config that overrides its declaration.
    pub(crate) fn set_declared(&self, declared: Config) {
        let mut rare = self.core.rare.lock();
        rare.declared = Arc::new(Declaration { config: declared, ..*rare.declared });
    }

    /// Puts the config in force; whether it is another one. Who calls this [tells](Self::tell_queued) afterwards.
    pub(crate) fn set_config(&self, config: Config) -> bool {
        let is_other = self.config() != config;
        self.core.each(&|core| {
            core.reconfigure(config);
        });
        is_other
    }

    /// Tells what has been queued, under no lock.
    pub(crate) fn tell_queued(&self) {
        self.core.each(&Core::tell_transitions);
    }
}
