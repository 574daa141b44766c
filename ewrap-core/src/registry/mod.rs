//! The breakers of a program, by name.
//!
//! Asked once a call site, not once a call: an annotated function keeps the breaker it was given.

mod conflict;
mod declared;
#[cfg(feature = "overrides")]
mod overrides;
#[cfg(not(feature = "overrides"))]
#[path = "overrides_off.rs"]
mod overrides;
mod ticker;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};

pub use self::conflict::{ConfigConflict, Origin};
pub use self::declared::{CheckError, Declared, Entry};
#[cfg(feature = "overrides")]
pub use self::overrides::{Applied, OverrideError, OverrideMistake, Overrides};
#[cfg(feature = "watch")]
pub use self::overrides::{Watch, WatchError};
pub use self::ticker::Ticker;
use crate::breaker::CircuitBreaker;
use crate::clock::{Clock, Source};
use crate::config::Config;
use crate::event::Observer;
use crate::observers::Observers;
use crate::open::Name;
use crate::scope;
use crate::site::Site;
use crate::snapshot::Snapshot;

/// Circuit breakers by name.
///
/// Annotated functions and hand-made breakers of one name share a circuit. A handle: clones are cheap and share the
/// breakers.
///
/// ```
/// use ewrap::{Config, Registry};
///
/// let registry = Registry::new();
/// let breaker = registry.get_or_register("db", Config::default())?;
/// breaker.record_failure();
/// assert_eq!(registry.get("db").unwrap().snapshot().counts.failure, 1);
/// assert_eq!(registry.iter().count(), 1);
/// # Ok::<(), ewrap::ConfigConflict>(())
/// ```
#[derive(Clone, Default)]
pub struct Registry {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    breakers: RwLock<Breakers>,
    observers: Arc<Observers>,
    clock: Source,
}

/// Behind one lock, so that no breaker is made between a change of the overrides and its being in force.
#[derive(Default)]
struct Breakers {
    by_name: BTreeMap<Box<str>, CircuitBreaker>,
    overrides: overrides::InForce,
}

impl Registry {
    /// An empty registry on the system's clock.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty registry whose breakers take their time from this clock.
    #[must_use]
    pub fn with_clock(clock: impl Clock + 'static) -> Self {
        let shared = Shared { clock: Source::Custom(Arc::new(clock)), ..Shared::default() };
        Self { shared: Arc::new(shared) }
    }

    /// The registry of the process: the one of every annotated function without a `registry` of its own.
    ///
    /// Inside a `testing::Scope` (feature `test-util`) it is the scope's.
    #[must_use]
    pub fn global() -> Self {
        scope::current().unwrap_or_else(|| Self::of_the_process().clone())
    }

    pub(crate) fn of_the_process() -> &'static Self {
        static GLOBAL: OnceLock<Registry> = OnceLock::new();
        GLOBAL.get_or_init(Self::new)
    }

    /// The breaker of this name, if it has been used or registered.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<CircuitBreaker> {
        self.read().by_name.get(name).cloned()
    }

    /// The breaker of this name; made with this config if there is none.
    ///
    /// # Errors
    ///
    /// [`ConfigConflict`] if the breaker was declared with another config. It also is an event, and stands in the
    /// snapshot of the breaker; [`get`](Self::get) gives the breaker all the same.
    #[track_caller]
    pub fn get_or_register(
        &self,
        name: impl Into<Cow<'static, str>>,
        config: Config,
    ) -> Result<CircuitBreaker, ConfigConflict> {
        let name = name.into();
        let origin = Origin::code(Location::caller());
        let found = self.get(&name);
        let breaker =
            found.unwrap_or_else(|| self.insert(&name, || (Name::Shared(Arc::new(Box::from(&*name))), config, origin)));
        breaker.declare_again(config, origin)?;
        Ok(breaker)
    }

    /// The breaker of this name; if there is none yet, made as an annotated function declares it, else with the default
    /// config. So an operator can reach a breaker before its first call.
    #[track_caller]
    #[must_use]
    pub fn get_or_declare(&self, name: &str) -> CircuitBreaker {
        let here = Origin::code(Location::caller());
        self.get(name).unwrap_or_else(|| {
            self.insert(name, || {
                let (config, origin) = declared::first(name, None).unwrap_or((Config::DEFAULT, here));
                (Name::Shared(Arc::new(name.into())), config, origin)
            })
        })
    }

    /// The breaker of an annotated function.
    pub(crate) fn join(&self, site: &'static Site) -> CircuitBreaker {
        let breaker = self.get(site.name()).unwrap_or_else(|| {
            self.insert(site.name(), || {
                let own = site.config().map(|config| (config, site.origin()));
                let (config, origin) = own
                    .or_else(|| declared::first(site.name(), site.registry()))
                    .unwrap_or((Config::DEFAULT, site.origin()));
                (Name::Static(site.name()), config, origin)
            })
        });
        if let Some(config) = site.config() {
            // Told by an event and in the snapshot; never a reason to fail the user's call.
            let _ = breaker.declare_again(config, site.origin());
        }
        breaker
    }

    /// Makes the breaker unless another thread was faster.
    fn insert(&self, name: &str, make: impl FnOnce() -> (Name, Config, Origin)) -> CircuitBreaker {
        let mut breakers = self.shared.breakers.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(breaker) = breakers.by_name.get(name) {
            return breaker.clone();
        }
        let (label, config, origin) = make();
        let Shared { observers, clock, .. } = &*self.shared;
        let breaker = breakers.overrides.begin(name, config, |config| {
            CircuitBreaker::from_parts(label, config, origin, clock.clone(), Some(Arc::clone(observers)))
        });
        breakers.by_name.insert(name.into(), breaker.clone());
        breaker
    }

    /// The breakers that have been used or registered, by name.
    pub fn iter(&self) -> impl Iterator<Item = CircuitBreaker> + use<> {
        let breakers: Vec<_> = self.read().by_name.values().cloned().collect();
        breakers.into_iter()
    }

    /// A snapshot of each, by name.
    #[must_use]
    pub fn snapshots(&self) -> Vec<Snapshot> {
        self.iter().map(|breaker| breaker.snapshot()).collect()
    }

    /// Adds an observer of all breakers, of those to come too.
    pub fn observe(&self, observer: Arc<dyn Observer>) {
        self.shared.observers.add(observer);
        self.read().by_name.values().for_each(CircuitBreaker::listen);
    }

    /// Every annotated function in the binary, called or not, by breaker and place. Those with a `registry` of their
    /// own are among them and [say so](Declared::registry).
    #[must_use]
    pub fn declared(&self) -> Vec<Declared> {
        declared::all()
    }

    /// Looks for names that are declared with two configs: by annotated functions, called or not, and by the code that
    /// registered breakers here so far.
    ///
    /// One line in a test or at start-up catches what would otherwise be an event at the first call:
    ///
    /// ```
    /// ewrap::Registry::global().check()?;
    /// # Ok::<(), ewrap::CheckError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CheckError`] with each conflict and both its places.
    pub fn check(&self) -> Result<(), CheckError> {
        let mut conflicts = declared::check().map_or_else(CheckError::into_conflicts, |()| Vec::new());
        for snapshot in self.snapshots() {
            for conflict in snapshot.conflicts {
                if !conflicts.contains(&conflict) {
                    conflicts.push(conflict);
                }
            }
        }
        if conflicts.is_empty() { Ok(()) } else { Err(CheckError::new(conflicts)) }
    }

    fn read(&self) -> RwLockReadGuard<'_, Breakers> {
        self.shared.breakers.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether both handles are of one registry.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.read().by_name.values()).finish()
    }
}
