//! The circuit breaker: one state machine, reached through cheap handles.
//!
//! In the order of a call: [`admit`] lets it in or rejects it, [`settle`] takes its result; [`decide`] and [`trial`] say
//! what happens, [`store`] keeps it in [`word`], [`tell`] tells it and [`report`] shows it.
//! [`call`] and [`two_step`] are the ways to use a breaker by hand, [`control`] is the operator's,
//! who also overrides what is declared.

mod call;
#[cfg(feature = "tokio")]
mod timed;
mod two_step;

mod admit;
mod settle;

mod decide;
mod policy;
mod trial;

mod attention;
mod rare;
mod store;
mod word;

mod report;
mod tell;

mod control;
mod keyed;
#[cfg(feature = "overrides")]
mod overridden;
mod tick;

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

pub use self::control::{IllegalTransition, Isolation};
pub(crate) use self::decide::Reached;
pub(crate) use self::policy::Met;
pub use self::policy::Tally;
use self::rare::OpenFor;
pub use self::store::Core;
pub use self::word::State;
pub(crate) use self::word::Word;
use crate::clock::{Clock, Source};
use crate::config::{Config, ConfigError};
use crate::event::Observer;
use crate::observers::Observers;
use crate::open::{CircuitOpen, Name};
use crate::permit::{Guard, OwnedPermit, Permit};
use crate::registry::{ConfigConflict, Origin};
use crate::snapshot::Snapshot;

/// A circuit breaker.
///
/// A handle: clones are cheap and share one circuit. Most programs never make one: the attribute
/// `#[circuit_breaker]` finds its own in the registry.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{CallError, CircuitBreaker, State};
///
/// let breaker = CircuitBreaker::new("parser", 2, Duration::from_secs(60));
/// for text in ["8", "eight", "acht", "9"] {
///     match breaker.call(|| text.parse::<u8>()) {
///         Ok(number) => println!("{number}"),
///         Err(CallError::Inner(error)) => println!("failed: {error}"),
///         Err(CallError::Rejected(open)) => println!("not tried: {open}"),
///     }
/// }
/// assert_eq!(breaker.state(), State::Open);
/// assert_eq!(breaker.snapshot().counts.rejected, 1);
/// ```
#[derive(Clone)]
pub struct CircuitBreaker {
    core: Arc<Core>,
}

impl CircuitBreaker {
    /// A breaker of its own, in no registry: `threshold` consecutive failures open it for `timeout`.
    ///
    /// Keep it: a breaker made anew for each request can never trip.
    ///
    /// # Panics
    ///
    /// If the threshold or the timeout is zero, or the threshold above its limit (see [`Config`]).
    /// [`CircuitBreaker::builder`] takes a config that has been checked.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::CircuitBreaker;
    ///
    /// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
    /// if breaker.can_execute() {
    ///     match "8".parse::<u8>() {
    ///         Ok(_) => breaker.record_success(),
    ///         Err(_) => breaker.record_failure(),
    ///     }
    /// }
    /// assert_eq!(breaker.snapshot().counts.success, 1);
    /// ```
    #[track_caller]
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, threshold: u32, timeout: Duration) -> Self {
        let name = name.into();
        match Config::builder().threshold(threshold).timeout(timeout).build() {
            Ok(config) => Self::builder(name).config(config).build(),
            Err(error) => refuse(&name, error),
        }
    }

    /// A builder of a breaker in no registry.
    pub fn builder(name: impl Into<Cow<'static, str>>) -> CircuitBreakerBuilder {
        CircuitBreakerBuilder {
            name: name.into(),
            config: Config::DEFAULT,
            clock: Source::System,
            initial: State::Closed,
        }
    }

    pub(crate) fn from_parts(
        name: Name,
        config: Config,
        origin: Origin,
        clock: Source,
        all: Option<Arc<Observers>>,
    ) -> Self {
        Self { core: Arc::new(Core::new(name, config, origin, clock, all)) }
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// The name it was made with.
    #[must_use]
    pub fn name(&self) -> &str {
        self.core.name.as_str()
    }

    /// The state now. Reading it changes nothing: an open circuit whose timeout has passed is open until a call comes.
    #[must_use]
    pub fn state(&self) -> State {
        self.core.word().state()
    }

    /// The config in force.
    #[must_use]
    pub fn config(&self) -> Config {
        *self.core.rare.lock().config()
    }

    /// Asks for the right to make one call.
    ///
    /// # Errors
    ///
    /// [`CircuitOpen`] if the circuit is open and its timeout has not passed, if it is half-open with all its probes
    /// under way, or if it is forced open.
    #[inline]
    pub fn try_acquire(&self) -> Result<Permit<'_>, CircuitOpen> {
        Guard::acquire(&*self.core).map(Permit)
    }

    /// The same, for a permit that outlives the handle: one that moves into another task or thread.
    ///
    /// # Errors
    ///
    /// As [`try_acquire`](Self::try_acquire).
    pub fn try_acquire_owned(&self) -> Result<OwnedPermit, CircuitOpen> {
        Guard::acquire(Arc::clone(&self.core)).map(OwnedPermit)
    }

    /// Adds an observer of this breaker.
    pub fn observe(&self, observer: Arc<dyn Observer>) {
        self.core.common.observers.add(observer);
        self.listen();
    }

    /// There is a new observer.
    pub(crate) fn listen(&self) {
        self.core.each(&|core| core.attend(core.rare.lock().config()));
    }

    /// Everything there is to see, at one moment.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.core.snapshot()
    }

    /// Notes that somebody declares this breaker too. The first declaration stays in force.
    pub(crate) fn declare_again(&self, config: Config, origin: Origin) -> Result<(), ConfigConflict> {
        self.core.declare_again(config, origin)
    }
}

#[track_caller]
fn refuse(name: &str, error: ConfigError) -> ! {
    panic!("circuit breaker {name:?}: {error}")
}

impl fmt::Debug for CircuitBreaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CircuitBreaker")
            .field("name", &self.name())
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}

/// Makes a breaker that is in no registry.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{CircuitBreaker, Config};
///
/// let config = Config::builder().half_open_calls(3).success_threshold(3).build()?;
/// let breaker = CircuitBreaker::builder("search").config(config).build();
/// assert_eq!(breaker.config().half_open_calls(), 3);
/// # Ok::<(), ewrap::ConfigError>(())
/// ```
#[derive(Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct CircuitBreakerBuilder {
    name: Cow<'static, str>,
    config: Config,
    clock: Source,
    initial: State,
}

impl CircuitBreakerBuilder {
    /// The settings (default [`Config::DEFAULT`]).
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Where time comes from (default: the system's monotonic clock).
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Source::Custom(Arc::new(clock));
        self
    }

    /// The state it begins in (default: closed). Open means for its timeout, half-open that the first calls are probes.
    pub fn initial_state(mut self, state: State) -> Self {
        self.initial = state;
        self
    }

    /// The breaker.
    #[track_caller]
    #[must_use]
    pub fn build(self) -> CircuitBreaker {
        let name = Name::Shared(Arc::new(self.name.into()));
        let origin = Origin::code(Location::caller());
        let breaker = CircuitBreaker::from_parts(name, self.config, origin, self.clock, None);
        if self.initial != State::Closed {
            breaker.core.set(self.initial, OpenFor::Timeout, "initial state");
        }
        breaker
    }
}
