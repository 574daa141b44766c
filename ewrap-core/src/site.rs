//! The call site: one static for each annotated function, and the beginning of every guarded call.
//!
//! It is built in a constant, listed by the linker, and bound to its breaker at the first call; from then on a call
//! finds the breaker with one load.

use std::fmt;
use std::hash::Hash;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::backoff::Backoff;
use crate::bound::{Binding, Bound};
use crate::breaker::{CircuitBreaker, Core};
use crate::config::{Config, ConfigBuilder, Window};
use crate::open::CircuitOpen;
use crate::permit::{Guard, Hold};
use crate::registry::{Origin, Registry};
use crate::scope;

/// What an annotated function knows of its breaker.
pub struct Site {
    name: &'static str,
    function: &'static str,
    location: &'static Location<'static>,
    config: Option<Config>,
    registry: Option<&'static str>,
    binding: Binding,
}

impl Site {
    /// A site that joins the breaker of this name.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, function: &'static str) -> Self {
        let location = Location::caller();
        Self { name, function, location, config: None, registry: None, binding: Binding::new() }
    }

    /// Declares the threshold.
    #[must_use]
    #[track_caller]
    pub const fn threshold(self, failures: u32) -> Self {
        let settings = self.settings().threshold(failures);
        self.declare(settings)
    }

    /// Declares the timeout.
    #[must_use]
    #[track_caller]
    pub const fn timeout(self, timeout: Duration) -> Self {
        let settings = self.settings().timeout(timeout);
        self.declare(settings)
    }

    /// Declares the timeout, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn timeout_ns(self, nanos: u64) -> Self {
        self.timeout(Duration::from_nanos(nanos))
    }

    /// Declares the failure rate.
    #[must_use]
    #[track_caller]
    pub const fn failure_rate(self, share: f64) -> Self {
        let settings = self.settings().failure_rate(share);
        self.declare(settings)
    }

    /// Declares from when on a call is slow; before the slow rate, which needs it.
    #[must_use]
    #[track_caller]
    pub const fn slow_call(self, longer_than: Duration) -> Self {
        let settings = self.settings().slow_call(longer_than);
        self.declare(settings)
    }

    /// Declares from when on a call is slow, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn slow_call_ns(self, nanos: u64) -> Self {
        self.slow_call(Duration::from_nanos(nanos))
    }

    /// Declares the slow rate.
    #[must_use]
    #[track_caller]
    pub const fn slow_rate(self, share: f64) -> Self {
        let settings = self.settings().slow_rate(share);
        self.declare(settings)
    }

    /// Declares the window, after the rates that look at it.
    #[must_use]
    #[track_caller]
    pub const fn window(self, window: Window) -> Self {
        let settings = self.settings().window(window);
        self.declare(settings)
    }

    /// Declares the window as a number of calls.
    #[must_use]
    #[track_caller]
    pub const fn window_calls(self, calls: u32) -> Self {
        self.window(Window::calls(calls))
    }

    /// Declares the window as a time, in nanoseconds.
    #[must_use]
    #[track_caller]
    pub const fn window_ns(self, nanos: u64) -> Self {
        self.window(Window::time(Duration::from_nanos(nanos)))
    }

    /// Declares the fewest calls that a rate is judged by, after the window.
    #[must_use]
    #[track_caller]
    pub const fn min_calls(self, calls: u32) -> Self {
        let settings = self.settings().min_calls(calls);
        self.declare(settings)
    }

    /// Declares how the timeout grows.
    #[must_use]
    #[track_caller]
    pub const fn backoff(self, backoff: Backoff) -> Self {
        let settings = self.settings().backoff(backoff);
        self.declare(settings)
    }

    /// Declares the probes at a time.
    #[must_use]
    #[track_caller]
    pub const fn half_open_calls(self, calls: u32) -> Self {
        let settings = self.settings().half_open_calls(calls);
        self.declare(settings)
    }

    /// Declares the successes that close the circuit.
    #[must_use]
    #[track_caller]
    pub const fn success_threshold(self, successes: u32) -> Self {
        let settings = self.settings().success_threshold(successes);
        self.declare(settings)
    }

    /// Says that the breaker is in the registry that this expression gives.
    #[must_use]
    pub const fn in_registry(mut self, expression: &'static str) -> Self {
        self.registry = Some(expression);
        self
    }

    const fn settings(&self) -> ConfigBuilder {
        match self.config {
            Some(config) => config.to_builder(),
            None => Config::builder(),
        }
    }

    #[track_caller]
    const fn declare(mut self, settings: ConfigBuilder) -> Self {
        match settings.build() {
            Ok(config) => self.config = Some(config),
            Err(error) => error.refuse_to_compile(),
        }
        self
    }

    /// By reference, which is one word where the name itself is two.
    pub(crate) const fn name(&'static self) -> &'static &'static str {
        &self.name
    }

    pub(crate) const fn function(&self) -> &'static str {
        self.function
    }

    pub(crate) const fn config(&self) -> Option<Config> {
        self.config
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
