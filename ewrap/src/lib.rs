//! Circuit breakers for functions that call things that fail.
//!
//! Annotate the function. While its dependency is down, calls are answered at once, by a fallback or by an error,
//! instead of waiting for it one by one; when it may be back, one call at a time finds out.
//!
//! ```
//! use std::io;
//! use ewrap::{Registry, State, circuit_breaker};
//!
//! #[circuit_breaker(name = "db", threshold = 5, timeout = "60s", fallback = minimal)]
//! async fn profile(id: u64) -> io::Result<String> {
//!     query(id).await
//! }
//!
//! /// Gets the arguments of `profile`. It may be async as well.
//! fn minimal(id: u64) -> io::Result<String> {
//!     Ok(format!("user {id}"))
//! }
//!
//! async fn query(_id: u64) -> io::Result<String> {
//!     Err(io::ErrorKind::TimedOut.into()) // the database is down
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> io::Result<()> {
//! for id in 1..=8 {
//!     assert_eq!(profile(id).await?, format!("user {id}"));
//! }
//! let db = Registry::global().get("db").expect("a called function has its breaker").snapshot();
//! assert_eq!(db.state, State::Open);
//! assert_eq!((db.counts.failure, db.counts.rejected), (5, 3));
//! # Ok(()) }
//! ```
//!
//! # Ways of use
//!
//! **The attribute** [`circuit_breaker`] goes on functions that return a `Result`, sync or async, on methods and trait
//! methods, and on functions that return `impl Future` or a boxed future of a `Result`. Functions that give one name
//! share one circuit. One of them declares the settings; those that give nothing but the name join it. Without a
//! fallback the error type needs a `From<CircuitOpen>`:
//!
//! ```
//! use ewrap::{CircuitOpen, circuit_breaker};
//!
//! #[derive(Debug, thiserror::Error)]
//! enum StockError {
//!     #[error("no item {0}")]
//!     NoItem(u32),
//!     #[error("the warehouse is unreachable")]
//!     Unreachable,
//!     #[error(transparent)]
//!     NotAsked(#[from] CircuitOpen),
//! }
//!
//! #[circuit_breaker(name = "warehouse", threshold = 1, ignore(StockError::NoItem(_)))]
//! fn stock(item: u32) -> Result<u32, StockError> {
//!     match item {
//!         0 => Err(StockError::NoItem(item)), // an answer, not an outage
//!         1 => Err(StockError::Unreachable),
//!         _ => Ok(7),
//!     }
//! }
//!
//! assert!(matches!(stock(0), Err(StockError::NoItem(0))));
//! assert_eq!(stock(2).unwrap(), 7);
//! assert!(matches!(stock(1), Err(StockError::Unreachable)));
//! let Err(StockError::NotAsked(open)) = stock(2) else { panic!("the circuit is open") };
//! assert!(open.retry_after().is_some());
//! ```
//!
//! **By hand**, around a closure or a future: [`CircuitBreaker::call`] and [`CircuitBreaker::call_async`]; or with a
//! [`Permit`] that says how the call ended. Its drop is an answer, too: a call that was cancelled, or that panicked.
//!
//! ```
//! use std::time::Duration;
//! use ewrap::{CallError, CircuitBreaker, CircuitOpen};
//!
//! let breaker = CircuitBreaker::new("rates", 1, Duration::from_secs(60));
//!
//! let permit = breaker.try_acquire()?;
//! permit.success();
//!
//! let answer: Result<u8, CallError<_>> = breaker.call(|| "eight".parse());
//! assert!(matches!(answer, Err(CallError::Inner(_))));
//! let answer = breaker.call(|| "8".parse::<u8>());
//! assert!(matches!(answer, Err(CallError::Rejected(_))));
//! # Ok::<(), CircuitOpen>(())
//! ```
//!
//! **In two steps**, for code that has neither a closure nor a place for a permit: [`CircuitBreaker::can_execute`],
//! then [`CircuitBreaker::record_success`] or [`CircuitBreaker::record_failure`].
//!
//! # Rules
//!
//! 1. **Closed.** Every call is admitted. `threshold` failures in a row open the circuit; a success ends the run. With
//!    `failure_rate` or `slow_rate` it opens when their share of the results in the `window` is reached, once
//!    `min_calls` are in it; then a run opens it only if `threshold` is given, too. With `key` all of this holds for
//!    each key.
//! 2. **Open.** Every call is rejected with [`CircuitOpen`] until `timeout` has passed. [`CircuitOpen::retry_after`]
//!    says how long that is; a call that comes exactly then is admitted. Nothing happens without a call: reading the
//!    state changes nothing.
//! 3. **Half-open.** The first call after the timeout is a probe. At most `half_open_calls` probes run at once, other
//!    calls are rejected. `success_threshold` successful probes close the circuit; one that fails opens it again, for
//!    the whole timeout. A call that a probe makes through the same breaker is part of the probe.
//! 4. **Late.** A result counts in the period that admitted its call. One that comes after the next transition is
//!    counted as [late](Counts::late) and moves nothing.
//! 5. **Failure.** `failure_if` decides if it is given, except that errors which match `ignore` and are no failure by
//!    `failure_if` count as neither. Without both, an error that is [`ErrorMeta`] decides by its [verdict](meta::verdict),
//!    and every other `Err` is a failure. A panic is one, and propagates.
//! 6. **Cancelled.** A call whose future or permit is dropped without a result moves nothing, and its probe's place is
//!    free at once. A probe that neither reports nor is dropped loses its place after
//!    [`probe_lease`](ConfigBuilder::probe_lease), by default the timeout.
//! 7. **Fallback.** It answers for rejections and failures (`fallback_on` narrows that), not for errors that do not
//!    count as failures. A call that it answers for is still recorded as the failure it was.
//! 8. **Operators.** [`force_open`](CircuitBreaker::force_open), [`disable`](CircuitBreaker::disable) and
//!    [`metrics_only`](CircuitBreaker::metrics_only) hold until [`close`](CircuitBreaker::close),
//!    [`reset`](CircuitBreaker::reset), [`half_open`](CircuitBreaker::half_open), [`open`](CircuitBreaker::open) or
//!    [`open_for`](CircuitBreaker::open_for) ends them; [`isolate`](CircuitBreaker::isolate) holds until its last guard is
//!    dropped. [`reconfigure`](CircuitBreaker::reconfigure) keeps the state.
//!
//! # Deadlines
//!
//! A [`Context`] carries the deadline of a request, with its id, user, operation and component, through a thread or a task
//! ([`context`] says what inherits it). A guarded call inside is not made once the deadline has passed; it is rejected with
//! the [reason](CircuitOpen::reason) [`DeadlineExceeded`](Reason::DeadlineExceeded), which says nothing of the circuit.
//!
//! `call_timeout = "2s"` bounds a call of an async function, or of one that returns a future, boxed or `impl Future`, by the
//! smaller of itself and the remaining time (feature `tokio`; by hand it is `CircuitBreaker::call_timeout`). Past its own limit the call is dropped and a failure; cut by its caller's
//! shorter deadline it is cancelled, so that one impatient client cannot trip the circuit for all. What runs inside sees
//! the limit as its deadline. A fallback answers for a call that was cut as well, with
//! [`Cause::Rejected`]; with `fallback_on = open` it does not, since the body has the arguments by then.
//!
//! # Several errors
//!
//! Where one failure does not end the work, an [`ErrorGroup`] keeps them all, in order, and is one error in the end. It
//! means what its errors mean: the most severe one speaks, it is a failure if any is, and retryable only if all are.
//!
//! ```
//! use ewrap::{ErrorGroup, PartitionResults, Verdict, meta};
//!
//! let (ports, errors) = ["80", "http", "443", "-1"].map(str::parse::<u16>).into_iter().partition_results();
//! assert_eq!((ports.len(), errors.len()), (2, 2));
//! assert_eq!(meta::verdict(&errors), Verdict::Success, "bad input is not an outage");
//!
//! // Where nobody knows how many will come: the first ones are kept, the rest is counted.
//! let mut some = ErrorGroup::bounded(1);
//! some.extend(errors);
//! assert_eq!(some.to_string(), "2 errors occurred:\n1: invalid digit found in string\nand 1 more");
//! assert!(some.into_result().is_err());
//! ```
//!
//! A [`SharedErrorGroup`] is filled by several threads, an [`ErrorGroupPool`] uses buffers again.
//!
//! # Watching
//!
//! [`Registry::global`] has the breaker of every annotated function that was called, and those that were registered.
//! [`CircuitBreaker::snapshot`] is plain data, counters included. An [`Observer`] hears each transition once, in order,
//! after it has taken effect.
//!
//! ```
//! use std::sync::{Arc, Mutex};
//! use ewrap::{Config, Event, Observer, Registry};
//!
//! #[derive(Default)]
//! struct Log(Mutex<Vec<String>>);
//!
//! impl Observer for Log {
//!     fn on_event(&self, breaker: &str, event: &Event) {
//!         self.0.lock().unwrap().push(format!("{breaker}: {event}"));
//!     }
//! }
//!
//! let log = Arc::new(Log::default());
//! let registry = Registry::global();
//! registry.observe(log.clone());
//! let mail = registry.get_or_register("mail", Config::default())?;
//! mail.force_open("maintenance");
//! assert_eq!(*log.0.lock().unwrap(), ["mail: closed -> forced_open (operator: maintenance)"]);
//! # Ok::<(), ewrap::ConfigConflict>(())
//! ```
//!
//! Annotated functions are listed by the linker, so [`Registry::declared`] knows them before their first call, and
//! [`Registry::check`] finds names that are declared with two configs. Where nobody checks, the first config to be used
//! is in force, and the conflict is an [event](Event::Conflict) and in the [snapshot](Snapshot::conflicts).
//!
//! # What errors mean
//!
//! [`ErrorMeta`](derive@ErrorMeta) is derived for an application's own error types and says of each variant what an operator,
//! a client and a breaker need to know. The functions of [`meta`] ask it, of any error and through any number of layers;
//! [`catalog`] lists every code of the binary.
//!
//! ```
//! use ewrap::{CircuitOpen, ErrorKind, ErrorMeta, Registry, State, circuit_breaker, meta};
//!
//! #[derive(Debug, thiserror::Error, ErrorMeta)]
//! enum ProfileError {
//!     #[error("no user {id}")]
//!     #[meta(kind = NotFound, code = "profile.no_user", safe = "there is no such user")]
//!     NoUser {
//!         #[meta(key)]
//!         id: u64,
//!     },
//!     #[error("the database failed")]
//!     #[meta(kind = Database, code = "profile.database", retryable)]
//!     Database,
//!     #[error(transparent)]
//!     #[meta(transparent)]
//!     NotAsked(#[from] CircuitOpen),
//! }
//!
//! #[circuit_breaker(name = "profiles", threshold = 1)]
//! fn profile(id: u64) -> Result<String, ProfileError> {
//!     if id < 100 { Err(ProfileError::NoUser { id }) } else { Err(ProfileError::Database) }
//! }
//!
//! let error = profile(7).unwrap_err();
//! assert_eq!((meta::kind(&error), meta::http_status(&error)), (ErrorKind::NotFound, 404));
//! assert_eq!(meta::find::<u64>(&error, "id"), Some(7));
//! let state = || Registry::global().get("profiles").unwrap().state();
//! assert_eq!(state(), State::Closed, "not found is an answer");
//! assert_eq!(meta::retryable(&profile(700).unwrap_err()), Some(true));
//! assert_eq!(state(), State::Open);
//! assert_eq!(meta::http_status(&profile(7).unwrap_err()), 503, "the rejection's");
//! ```
//!
//! # Errors
//!
//! [`Error`] is for code that handles errors of any type. It is one word, `Send`, `Sync`, a [`std::error::Error`], and a
//! chain of layers, each with a place and a time. Three rules hold for it:
//!
//! 1. **Meaning survives.** A question ([`Error::kind`], [`Error::retryable`], ..) goes down the layers, and the outermost
//!    that answers wins. What derives [`ErrorMeta`], a [`CircuitOpen`], and the errors of std that say what they are keep
//!    what they say, through `?` and through [`ResultExt::wrap`].
//! 2. **Clients see what is meant for them**: [`with_safe`](Error::with_safe), else a message that is a literal, else the
//!    title of the kind; codes; fields that are public. Never causes, places, or another library's text.
//! 3. **Personal values are masked** wherever they are written, and cannot be read back.
//!
//! ```
//! use ewrap::{CircuitOpen, Error, ErrorKind, Registry, ResultExt, circuit_breaker, err};
//!
//! #[circuit_breaker(name = "ledger", threshold = 1)]
//! fn balance(account: u32) -> ewrap::Result<i64> {
//!     match account {
//!         0 => Err(err!("account 0 does not exist").with_kind(ErrorKind::NotFound)), // an answer, not an outage
//!         _ => Err(err!("ledger-{account} is down").with_kind(ErrorKind::Database).with_pii("iban", "DE02 1203")),
//!     }
//! }
//!
//! let error = balance(0).wrap("no statement").unwrap_err();
//! assert_eq!((error.kind(), error.http_status()), (ErrorKind::NotFound, 404));
//!
//! let error = balance(8).unwrap_err();
//! assert_eq!(error.safe_message(), "internal error");
//! assert!(format!("{error:?}").starts_with("ledger-8 is down\n  database\n  iban: ***\n  at "));
//!
//! let rejected = balance(8).wrap("no statement").unwrap_err();
//! assert!(rejected.is::<CircuitOpen>());
//! assert_eq!((rejected.http_status(), rejected.can_retry()), (503, false));
//! ```
//!
//! What an error becomes outside of the process: with the feature `serde`, `Problem` is the body and the headers of a
//! response (RFC 9457), and `ErrorRecord` is every layer for a log, written and read back; with `tracing`, `TracingLogger`
//! emits it as an event. [`Error::log`] hands it to an [`ErrorLogger`] and an [`ErrorObserver`].
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `test-util` | off | `ewrap::testing`: a registry and a clock of a test's own, breakers forced open for a while |
//! | `serde` | off | errors as JSON for logs (`ErrorRecord`) and for clients (`Problem`) |
//! | `yaml` | off | `ErrorRecord` as YAML; implies `serde` |
//! | `tracing` | off | errors as structured events: `TracingLogger`, `Error::trace` |
//! | `overrides` | off | `Overrides`: settings of breakers from TOML, JSON and the environment |
//! | `watch` | off | `Registry::watch`: overrides from a file, applied again when it changes; implies `overrides` |
//! | `pii-hash` | off | `pii::set_key`: keyed hashes in the place of `***` |
//! | `tokio` | off | `call_timeout`, and deadlines on tokio's clock |
//!
//! # Testing
//!
//! Enable `test-util` in `[dev-dependencies]`. A `testing::Scope` gives a test breakers that no other test shares, on
//! a clock that only the test moves, and `testing::force_open` makes an outage:
//!
//! ```
//! use std::io;
//! use std::time::Duration;
//! use ewrap::{Registry, State, circuit_breaker, testing};
//!
//! #[circuit_breaker(name = "search", threshold = 1, timeout = "60s")]
//! fn search(index_is_up: bool) -> io::Result<u32> {
//!     if index_is_up { Ok(3) } else { Err(io::ErrorKind::ConnectionRefused.into()) }
//! }
//!
//! let scope = testing::Scope::new();
//! let _entered = scope.enter();
//!
//! assert!(search(false).is_err());
//! assert!(search(true).is_err(), "rejected");
//! scope.clock().advance(Duration::from_secs(60));
//! assert_eq!(search(true).unwrap(), 3, "the probe");
//! assert_eq!(Registry::global().get("search").unwrap().state(), State::Closed);
//!
//! let _outage = testing::force_open("search");
//! assert!(search(true).is_err());
//! ```
//!
//! [`ManualClock`] is there without the feature, for breakers that are made by hand.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub use ewrap_macros::{ErrorMeta, circuit_breaker};

#[cfg(feature = "overrides")]
pub use ewrap_core::{Applied, OverrideError, OverrideMistake, Overrides};
pub use ewrap_core::{
    Backoff, CallError, Cause, CheckError, CircuitBreaker, CircuitBreakerBuilder, CircuitOpen, Clock, Config,
    ConfigBuilder, ConfigConflict, ConfigError, Counts, Declared, Event, IllegalTransition, Isolation, ManualClock,
    Observer, Origin, Outcome, OwnedPermit, Permit, Registry, Snapshot, State, Tally, Ticker, Transition,
    TransitionCause, Verdict, Window,
};
pub use ewrap_core::{
    Catalog, DuplicateCode, DuplicateCodes, Entry, ErrorCatalog, ErrorKind, ErrorMeta, Facts, Field, FromValue,
    GrpcCode, Link, Redact, Severity, Value, Visibility, Visitor, catalog, meta,
};
pub use ewrap_core::{Context, Deadline, Reason, context};
pub use ewrap_core::{ErrorGroup, ErrorGroupPool, PartitionResults, Partitioned, PooledGroup, SharedErrorGroup};

pub use ewrap_core::{
    AlreadySet, CaptureExt, Chain, Error, ErrorLogger, ErrorObserver, Message, Result, ResultExt, RetryInfo,
    SharedError, bail, ensure, err, set_error_logger, set_error_observer,
};

#[cfg(feature = "tracing")]
pub use ewrap_core::TracingLogger;
pub use ewrap_core::pii;
#[cfg(feature = "serde")]
pub use ewrap_core::{ErrorRecord, Problem, Recovery};

#[cfg(feature = "watch")]
pub use ewrap_core::{Watch, WatchError};

#[cfg(feature = "test-util")]
pub use ewrap_core::testing;

#[doc(hidden)]
pub use ewrap_core::__private;

/// The examples of README.md, run as doctests of the facade.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
