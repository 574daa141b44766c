//! Overrides put in force.
//!
//! Judged and put in force under one lock, the registry's: no breaker is made and nothing else is applied in between.
//! Invariant: whoever is refused has changed nothing; observers hear of changes when the lock is free.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use super::resolve::{Known, resolve};
use super::{OverrideError, Overrides};
use crate::breaker::CircuitBreaker;
use crate::config::Config;
use crate::registry::{Breakers, Registry, declared};

/// What [`Registry::apply`] has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    changed: Vec<Box<str>>,
    waiting: Vec<Box<str>>,
}

impl Applied {
    /// The breakers whose config is now another one, by name: overridden anew, otherwise, or no longer.
    #[must_use]
    pub fn changed(&self) -> &[Box<str>] {
        &self.changed
    }

    /// The breakers that are overridden and not made yet: annotated functions that nobody has called so far.
    #[must_use]
    pub fn waiting(&self) -> &[Box<str>] {
        &self.waiting
    }
}

impl Registry {
    /// Puts overrides in force, in the place of those that were: all of them, or none.
    ///
    /// A breaker that is named gets the config it was declared with and, over that, what the overrides say; so to apply
    /// the same twice changes nothing more. One that was named before and is not now returns to its declared config.
    /// Others keep the config they have. State and counts stay, as with
    /// [`reconfigure`](CircuitBreaker::reconfigure), and the config applies from the next decision on.
    ///
    /// A breaker may be named once it is registered here, or if an annotated function declares it; what is named before
    /// its first call begins overridden. (Which functions end in which registry is known of the global one only. Another
    /// takes the breakers of all annotated functions.) Should the code then register it with a config that the override
    /// contradicts, the breaker begins as declared, and the next `apply` says so.
    ///
    /// Declarations are compared with declarations: an override is never a conflict.
    ///
    /// # Errors
    ///
    /// [`OverrideError`] with every mistake: unknown tables, breakers, configs and settings; values that have the wrong
    /// form or are out of range; circles of `inherits`; settings that contradict each other. Nothing is changed then.
    ///
    /// ```
    /// use ewrap::{Config, Overrides, Registry};
    ///
    /// let registry = Registry::new();
    /// let db = registry.get_or_register("db", Config::default())?;
    /// let applied = registry.apply(&Overrides::from_json(r#"{"breakers": {"db": {"timeout": "5s"}}}"#)?)?;
    /// assert_eq!(applied.changed(), ["db".into()]);
    /// assert_eq!(db.config().timeout().as_secs(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply(&self, overrides: &Overrides) -> Result<Applied, OverrideError> {
        self.put_in_force(overrides).map(Told::tell)
    }

    /// All but the telling.
    pub(super) fn put_in_force(&self, overrides: &Overrides) -> Result<Told, OverrideError> {
        let mut known = self.declarations();
        let mut breakers = self.shared.breakers.write().unwrap_or_else(PoisonError::into_inner);
        // What a breaker was made with goes before what functions declare of it.
        known.extend(breakers.by_name.iter().map(|(name, breaker)| (name.clone(), vec![breaker.declared()])));
        let next = resolve(overrides, &known)?;
        let before = std::mem::replace(&mut breakers.overrides, next);
        let Breakers { by_name, overrides } = &*breakers;
        let named: BTreeSet<_> = before.names().chain(overrides.names()).collect();
        let made = named.iter().filter_map(|name| Some((name, by_name.get(*name)?)));
        let changed = made.filter(|(name, breaker)| breaker.set_config(overrides.over(name, breaker.declared())));
        let changed = changed.map(|(_, breaker)| breaker.clone()).collect();
        let waiting = overrides.names().filter(|name| !by_name.contains_key(*name)).cloned().collect();
        Ok(Told { changed, waiting })
    }

    /// The breakers that annotated functions may make here.
    fn declarations(&self) -> Known {
        let is_global = self.is(Self::of_the_process());
        let mut known = Known::new();
        for function in declared::all().into_iter().filter(|it| !is_global || it.registry().is_none()) {
            let bases = known.entry(function.breaker().into()).or_default();
            let first = declared::first(function.breaker(), function.registry());
            let base = first.map_or(Config::DEFAULT, |(config, _)| config);
            if !bases.contains(&base) {
                bases.push(base);
            }
        }
        known
    }
}

/// Overrides in force of which observers have not heard.
#[must_use = "observers have not heard"]
pub(super) struct Told {
    changed: Vec<CircuitBreaker>,
    waiting: Vec<Box<str>>,
}

impl Told {
    /// Under no lock.
    pub(super) fn tell(self) -> Applied {
        self.changed.iter().for_each(CircuitBreaker::tell_queued);
        let changed = self.changed.iter().map(|breaker| breaker.name().into()).collect();
        Applied { changed, waiting: self.waiting }
    }
}
