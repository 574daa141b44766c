//! For tests of code that has annotated functions: a registry and a clock of their own, and outages on demand.
//!
//! Annotated functions share the global registry, so two tests that run at once would trip each other's breakers. A
//! [`Scope`] gives a test its own breakers, on a clock that only the test moves:
//!
//! ```
//! use std::time::Duration;
//! use ewrap::testing::Scope;
//! use ewrap::{circuit_breaker, CircuitOpen};
//!
//! #[derive(Debug)]
//! struct Down;
//! impl From<CircuitOpen> for Down {
//!     fn from(_: CircuitOpen) -> Self { Down }
//! }
//!
//! #[circuit_breaker(name = "db", threshold = 1, timeout = "60s")]
//! fn query(up: bool) -> Result<u8, Down> {
//!     if up { Ok(8) } else { Err(Down) }
//! }
//!
//! let scope = Scope::new();
//! let _entered = scope.enter();
//! assert!(query(false).is_err());
//! assert!(query(true).is_err(), "the circuit is open");
//! scope.clock().advance(Duration::from_secs(60));
//! assert!(query(true).is_ok(), "the probe");
//! ```

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::breaker::CircuitBreaker;
use crate::clock::ManualClock;
use crate::registry::Registry;
use crate::site::{Held, Site};

thread_local! {
    /// Each with the number of its guard, which rises towards the innermost.
    static SCOPES: RefCell<Vec<(usize, Registry)>> = const { RefCell::new(Vec::new()) };
}

/// The registry of the innermost scope this thread is in.
pub(crate) fn current() -> Option<Registry> {
    SCOPES.with(|scopes| scopes.borrow().last().map(|(_, registry)| registry.clone()))
}

/// How an annotated function holds its breaker.
pub(crate) type Own = Held;

/// The site's breaker, in the scope if there is one.
pub(crate) fn hold(site: &'static Site) -> Own {
    match current() {
        Some(registry) => Held::Shared(Arc::clone(registry.join(site).core())),
        None => Held::Static(site.core()),
    }
}

/// A registry and a clock that take the place of the global ones, for one thread or one future.
///
/// Threads and tasks that the test spawns are not in the scope by themselves: they [`enter`](Scope::enter) it, or their
/// future goes through [`run`](Scope::run).
#[derive(Debug, Clone)]
pub struct Scope {
    registry: Registry,
    clock: ManualClock,
}

impl Default for Scope {
    fn default() -> Self {
        Self::new()
    }
}

impl Scope {
    /// An empty registry on a clock that stands still.
    #[must_use]
    pub fn new() -> Self {
        let clock = ManualClock::new();
        Self { registry: Registry::with_clock(clock.clone()), clock }
    }

    /// The clock of the scope's breakers.
    #[must_use]
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// The registry that annotated functions find inside the scope.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Puts this thread into the scope, until the guard is dropped. Scopes nest.
    pub fn enter(&self) -> Entered {
        SCOPES.with(|scopes| {
            let mut scopes = scopes.borrow_mut();
            let number = scopes.last().map_or(0, |(last, _)| last + 1);
            scopes.push((number, self.registry.clone()));
            Entered { number, of_this_thread: PhantomData }
        })
    }

    /// Puts a future into the scope, on whichever thread it is polled.
    ///
    /// # Cancel safety
    ///
    /// As cancel safe as the future itself.
    ///
    /// ```
    /// use ewrap::testing::Scope;
    /// use ewrap::Registry;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let scope = Scope::new();
    /// scope.run(async { Registry::global().get_or_register("db", Default::default()).unwrap() }).await;
    /// assert!(scope.registry().get("db").is_some());
    /// # }
    /// ```
    pub fn run<F: Future>(&self, future: F) -> Run<F> {
        Run { scope: self.clone(), future: Box::pin(future) }
    }
}

/// Ends the scope of this thread when it is dropped.
#[derive(Debug)]
#[must_use = "the scope ends when the guard is dropped"]
pub struct Entered {
    number: usize,
    of_this_thread: PhantomData<*const ()>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        // Guards may be dropped in any order. The registry leaves the list before it is dropped itself.
        let _registry = SCOPES.with(|scopes| {
            let mut scopes = scopes.borrow_mut();
            let index = scopes.iter().rposition(|(number, _)| *number == self.number);
            index.map(|index| scopes.remove(index))
        });
    }
}

/// A future inside a [`Scope`].
#[must_use = "futures do nothing unless polled"]
pub struct Run<F> {
    scope: Scope,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Run<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = self.scope.enter();
        self.future.as_mut().poll(context)
    }
}

impl<F> fmt::Debug for Run<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// Forces the breaker of this name in [`Registry::global`] open, until the guard is dropped; then it is closed.
///
/// A breaker that does not exist yet is made as its declarations say.
///
/// ```
/// use ewrap::testing::{force_open, Scope};
/// use ewrap::{Registry, State};
///
/// let scope = Scope::new();
/// let _entered = scope.enter();
/// {
///     let _outage = force_open("db");
///     assert_eq!(Registry::global().get("db").unwrap().state(), State::ForcedOpen);
/// }
/// assert_eq!(Registry::global().get("db").unwrap().state(), State::Closed);
/// ```
pub fn force_open(name: &str) -> Outage {
    let breaker = Registry::global().get_or_declare(name);
    breaker.force_open("testing::force_open");
    Outage { breaker }
}

/// Closes the breaker when it is dropped.
#[derive(Debug)]
#[must_use = "the outage ends when the guard is dropped"]
pub struct Outage {
    breaker: CircuitBreaker,
}

impl Drop for Outage {
    fn drop(&mut self) {
        self.breaker.close("testing::force_open ended");
    }
}
