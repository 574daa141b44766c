//! The call site: one static for each annotated function, and the beginning of every guarded call.
//!
//! It is built in a constant, listed by the linker, and bound to its breaker at the first call; from then on a call
//! finds the breaker by the site's number in a table.

use std::fmt;
use std::hash::Hash;
use std::panic::Location;
use std::sync::Arc;

use crate::bound::{Binding, Bound};
use crate::breaker::{CircuitBreaker, Core};
use crate::config::Config;
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::registry::{Origin, Registry};
use crate::scope;
use crate::settings::{self, Setting};

/// What an annotated function knows of its breaker.
pub struct Site {
    name: &'static str,
    function: &'static str,
    location: &'static Location<'static>,
    settings: &'static [Setting],
    registry: Option<&'static str>,
    binding: Binding,
}

impl Site {
    /// A site that joins the breaker of this name, unless it declares settings.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, function: &'static str, settings: &'static [Setting]) -> Self {
        let location = Location::caller();
        Self { name, function, location, settings, registry: None, binding: Binding::new() }
    }

    /// Stops the compiler if one of the settings is out of its range.
    #[must_use]
    #[track_caller]
    pub const fn checked(self, setting: usize) -> Self {
        if let Some(error) = self.settings[setting].flaw() {
            error.refuse_to_compile();
        }
        self
    }

    /// Stops the compiler if the settings contradict each other.
    #[must_use]
    #[track_caller]
    pub const fn consistent(self) -> Self {
        if let Err(error) = settings::config(self.settings) {
            error.refuse_to_compile();
        }
        self
    }

    /// Says that the breaker is in the registry that this expression gives.
    #[must_use]
    pub const fn in_registry(mut self, expression: &'static str) -> Self {
        self.registry = Some(expression);
        self
    }

    /// By reference, which is one word where the name itself is two.
    pub(crate) const fn name(&'static self) -> &'static &'static str {
        &self.name
    }

    pub(crate) const fn function(&self) -> &'static str {
        self.function
    }

    pub(crate) fn config(&self) -> Option<Config> {
        // Checked while it was compiled.
        (!self.settings.is_empty()).then(|| settings::config(self.settings).unwrap_or_default())
    }

    pub(crate) const fn registry(&self) -> Option<&'static str> {
        self.registry
    }

    pub(crate) const fn origin(&self) -> Origin {
        Origin::function(self.location, self.function)
    }

    /// Asks the breaker of the global registry for a permit.
    ///
    /// # Errors
    ///
    /// As [`CircuitBreaker::try_acquire`].
    #[inline]
    pub fn acquire(&'static self) -> Result<Guard<scope::Own>, CircuitOpen> {
        Guard::acquire(scope::hold(self))
    }

    /// Asks the breaker of this registry, which the site looks up once if it always is the same.
    ///
    /// # Errors
    ///
    /// As [`CircuitBreaker::try_acquire`].
    pub fn acquire_in(&'static self, registry: &Registry) -> Result<Guard<Held>, CircuitOpen> {
        let bound = self.binding.get().unwrap_or_else(|| self.bind(registry));
        Guard::acquire(if bound.registry.is(registry) {
            Held::Static(bound.breaker.core())
        } else {
            Held::Shared(Arc::clone(registry.join(self).core()))
        })
    }

    /// Asks for the circuit of this key, in the global registry.
    ///
    /// # Errors
    ///
    /// As [`CircuitBreaker::try_acquire`].
    pub fn acquire_keyed<K: Hash + fmt::Debug + ?Sized>(&'static self, key: &K) -> Result<Guard<Held>, CircuitOpen> {
        match scope::current() {
            None => Self::keyed(self.breaker(), key),
            Some(registry) => self.acquire_keyed_in(&registry, key),
        }
    }

    /// Asks for the circuit of this key, in this registry.
    ///
    /// # Errors
    ///
    /// As [`CircuitBreaker::try_acquire`].
    pub fn acquire_keyed_in<K: Hash + fmt::Debug + ?Sized>(
        &'static self,
        registry: &Registry,
        key: &K,
    ) -> Result<Guard<Held>, CircuitOpen> {
        let bound = self.binding.get().unwrap_or_else(|| self.bind(registry));
        if bound.registry.is(registry) {
            Self::keyed(&bound.breaker, key)
        } else {
            Self::keyed(&registry.join(self), key)
        }
    }

    fn keyed<K: Hash + fmt::Debug + ?Sized>(breaker: &CircuitBreaker, key: &K) -> Result<Guard<Held>, CircuitOpen> {
        Guard::acquire(Held::Shared(Arc::clone(breaker.keyed(key).core())))
    }

    /// The breaker in the registry of the process.
    #[inline]
    pub(crate) fn breaker(&'static self) -> &'static CircuitBreaker {
        match self.binding.get() {
            Some(bound) => &bound.breaker,
            None => &self.bind(Registry::of_the_process()).breaker,
        }
    }

    /// The breaker in the registry of the process.
    #[inline]
    pub(crate) fn core(&'static self) -> &'static Core {
        match self.binding.get() {
            Some(bound) => bound.breaker.core(),
            None => self.bind(Registry::of_the_process()).breaker.core(),
        }
    }

    #[cold]
    fn bind(&'static self, registry: &Registry) -> &'static Bound {
        // Joined outside of the lock: an observer that hears of a conflict may call this very function.
        let breaker = registry.join(self);
        self.binding.bind(Bound { registry: registry.clone(), breaker })
    }
}

/// The name of a breaker that is no literal, checked while the site is compiled.
///
/// # Panics
///
/// If it is blank, or longer than 128 bytes.
#[must_use]
#[track_caller]
pub const fn checked_name(name: &'static str) -> &'static str {
    assert!(!name.trim_ascii().is_empty(), "the name of this circuit breaker is empty");
    assert!(name.len() <= 128, "the name of this circuit breaker is longer than 128 bytes");
    name
}

/// A breaker that a site holds for ever, or one of a registry that may end before the process.
#[derive(Debug)]
pub enum Held {
    /// The site's own.
    Static(&'static Core),
    /// Looked up for one call.
    Shared(Arc<Core>),
}

impl Hold for Held {
    #[inline]
    fn core(&self) -> &Core {
        match self {
            Self::Static(core) => core,
            Self::Shared(core) => core,
        }
    }
}

impl PartialEq for Site {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Site {}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("name", &self.name).field("origin", &self.origin()).finish_non_exhaustive()
    }
}
