//! The breakers that the binary's annotated functions declare, known before any of them is called.
//!
//! The list is put together by the linker, so it holds what is linked in: every annotated function that the program
//! can reach.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use super::conflict::{ConfigConflict, Origin};
use crate::config::Config;
use crate::site::Site;

/// An entry of the list; what `declare!` submits.
#[derive(Debug)]
pub struct Entry(pub &'static Site);

inventory::collect!(Entry);

/// An annotated function and the breaker it names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    site: &'static Site,
}

impl Declared {
    /// The breaker's name.
    #[must_use]
    pub fn breaker(&self) -> &'static str {
        self.site.name()
    }

    /// The name of the annotated function.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.site.function()
    }

    /// The source file of the annotation.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.site.origin().file()
    }

    /// Its line, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.site.origin().line()
    }

    /// The config it declares; `None` if it joins a breaker declared elsewhere.
    #[must_use]
    pub fn config(&self) -> Option<Config> {
        self.site.config()
    }

    /// The text of its `registry` expression; `None` for the global registry.
    #[must_use]
    pub fn registry(&self) -> Option<&'static str> {
        self.site.registry()
    }
}

impl fmt::Debug for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Declared")
            .field("breaker", &self.breaker())
            .field("at", &self.site.origin())
            .field("config", &self.config())
            .field("registry", &self.registry())
            .finish()
    }
}

/// Every annotated function of the binary, by breaker and place.
pub(super) fn all() -> Vec<Declared> {
    let mut all: Vec<_> = inventory::iter::<Entry>().map(|entry| Declared { site: entry.0 }).collect();
    all.sort_by_key(|declared| order(*declared));
    all
}

/// Independent of the order in which the linker met the objects.
fn order(declared: Declared) -> (&'static str, &'static str, u32) {
    (declared.breaker(), declared.file(), declared.line())
}

/// The first declaration of this name in the registry that `registry` names: what a function that only joins joins.
pub(super) fn first(name: &str, registry: Option<&str>) -> Option<(Config, Origin)> {
    inventory::iter::<Entry>()
        .map(|entry| Declared { site: entry.0 })
        .filter(|declared| declared.breaker() == name && declared.registry() == registry)
        .filter_map(|declared| Some((declared, declared.config()?)))
        .min_by_key(|(declared, _)| order(*declared))
        .map(|(declared, config)| (config, declared.site.origin()))
}

/// Compares the declarations that share a registry and a name.
pub(super) fn check() -> Result<(), CheckError> {
    let mut first = BTreeMap::new();
    let mut conflicts = Vec::new();
    for declared in all() {
        let Some(config) = declared.config() else { continue };
        let here = (config, declared.site.origin());
        let there = *first.entry((declared.registry(), declared.breaker())).or_insert(here);
        if there.0 != config {
            conflicts.push(ConfigConflict::new(declared.breaker(), there, here));
        }
    }
    if conflicts.is_empty() { Ok(()) } else { Err(CheckError(conflicts)) }
}

/// What [`Registry::check`](super::Registry::check) found: at least one name with two configs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError(Vec<ConfigConflict>);

impl CheckError {
    pub(super) fn new(conflicts: Vec<ConfigConflict>) -> Self {
        Self(conflicts)
    }

    /// The conflicts, each with both places.
    #[must_use]
    pub fn conflicts(&self) -> &[ConfigConflict] {
        &self.0
    }

    pub(super) fn into_conflicts(self) -> Vec<ConfigConflict> {
        self.0
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, conflict) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{conflict}")?;
        }
        Ok(())
    }
}

impl Error for CheckError {}
