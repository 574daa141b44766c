//! The runtime of [ewrap](https://docs.rs/ewrap): circuit breakers, their registry, and what they report.
//!
//! Applications name the facade `ewrap`, which re-exports all of this and adds the attribute. The modules stand in the
//! order in which a call passes them: the call site, the registry, the breaker, the permit, the outcome; then those who
//! are told. What is declared here, and what each part must never do, is drawn in the repository's `ARCHITECTURE.md`.

mod sync;

mod clock;
pub use clock::{Clock, ManualClock};

pub mod context;
pub use context::{Context, Deadline};

mod site;

mod settings;

mod bound;

mod registry;
#[cfg(feature = "overrides")]
pub use registry::{Applied, OverrideError, OverrideMistake, Overrides};
pub use registry::{CheckError, ConfigConflict, Declared, Origin, Registry, Ticker};
#[cfg(feature = "watch")]
pub use registry::{Watch, WatchError};

#[cfg(feature = "test-util")]
pub mod testing;
#[cfg(feature = "test-util")]
use testing as scope;
#[cfg(not(feature = "test-util"))]
#[path = "scope_off.rs"]
mod scope;

mod backoff;
pub use backoff::Backoff;

mod config;
pub use config::{Config, ConfigBuilder, ConfigError, Window};

mod breaker;
pub use breaker::{CircuitBreaker, CircuitBreakerBuilder, IllegalTransition, Isolation, State, Tally};

mod permit;
pub use permit::{OwnedPermit, Permit};

mod inside;

pub mod meta;
pub use meta::{
    Entry, ErrorCatalog, ErrorKind, ErrorMeta, Facts, Field, FromValue, GrpcCode, Link, Redact, Severity, Value,
    Visibility, Visitor,
};

mod catalog;
pub use catalog::{Catalog, DuplicateCode, DuplicateCodes, catalog};

pub mod pii;

mod open;
pub use open::{CallError, Cause, CircuitOpen, Reason};

mod group;
pub use group::{ErrorGroup, ErrorGroupPool, PartitionResults, Partitioned, PooledGroup, SharedErrorGroup};

mod outcome;
pub use outcome::{Outcome, Verdict};

mod error;
pub use error::{
    AlreadySet, CaptureExt, Chain, Error, ErrorLogger, ErrorObserver, Message, Result, ResultExt, RetryInfo,
    SharedError, set_error_logger, set_error_observer,
};

#[cfg(any(feature = "serde", feature = "tracing"))]
mod sink;
#[cfg(feature = "tracing")]
pub use sink::TracingLogger;
#[cfg(feature = "serde")]
pub use sink::{ErrorRecord, Problem, Recovery};

mod event;
pub use event::{Event, Observer, Transition, TransitionCause};

mod observers;

mod seats;

mod counters;
pub use counters::Counts;

mod snapshot;
pub use snapshot::Snapshot;

#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;

#[cfg(all(test, loom))]
mod models;
