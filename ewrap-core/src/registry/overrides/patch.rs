//! Settings over a declared config, and those in force in a registry.
//!
//! Invariant: a patch is laid on what a breaker was declared with, never on what is in force, so laying it twice is as
//! laying it once.

use std::collections::BTreeMap;

use super::setting::Set;
use crate::breaker::CircuitBreaker;
use crate::config::{Config, ConfigError};

/// Settings with their values, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Patch(BTreeMap<&'static str, Set>);

impl Patch {
    pub(super) fn over(&self, declared: &Config) -> Result<Config, ConfigError> {
        self.0.values().fold(declared.to_builder(), |builder, set| set.on(&builder)).build()
    }

    /// This one, with others going before.
    pub(super) fn under(mut self, above: impl Iterator<Item = (&'static str, Set)>) -> Self {
        self.0.extend(above);
        self
    }
}

/// The overrides in force in a registry.
#[derive(Debug, Default)]
pub(in crate::registry) struct InForce {
    patches: BTreeMap<Box<str>, Patch>,
}

impl InForce {
    /// Makes a breaker with what overrides its declaration. That is no change of its config, and nobody is told.
    pub(in crate::registry) fn begin(
        &self,
        name: &str,
        declared: Config,
        make: impl FnOnce(Config) -> CircuitBreaker,
    ) -> CircuitBreaker {
        let breaker = make(self.over(name, declared));
        breaker.set_declared(declared);
        breaker
    }

    pub(super) fn insert(&mut self, name: &str, patch: Patch) {
        self.patches.insert(name.into(), patch);
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Box<str>> {
        self.patches.keys()
    }

    /// The config of the breaker of this name. The declared one, if the override contradicts it: then the breaker was declared in
    /// another way than was known when the override was judged.
    pub(super) fn over(&self, name: &str, declared: Config) -> Config {
        let patch = self.patches.get(name);
        patch.and_then(|patch| patch.over(&declared).ok()).unwrap_or(declared)
    }
}
