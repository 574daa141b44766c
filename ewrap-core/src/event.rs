//! What a breaker tells, and to whom.

use std::fmt;
use std::time::Duration;

use crate::breaker::{Met, Reached, State, Tally};
use crate::config::Config;
use crate::counters::Counts;
use crate::open::CircuitOpen;
use crate::outcome::Outcome;
use crate::registry::ConfigConflict;

/// Hears what happens to circuit breakers.
///
/// Register one with [`CircuitBreaker::observe`](crate::CircuitBreaker::observe) or, for all breakers of a registry,
/// [`Registry::observe`](crate::Registry::observe). Transitions are told exactly once, in the order in which they
/// happened, after they have taken effect, and outside of any lock: an observer may call the breaker. Where several
/// threads change a breaker at once, one of them tells for all. An observer that panics harms neither the breaker nor
/// the other observers; its panic is swallowed after the panic hook has seen it.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::Duration;
/// use ewrap::{CircuitBreaker, Event, Observer};
///
/// #[derive(Default)]
/// struct Log(Mutex<Vec<String>>);
///
/// impl Observer for Log {
///     fn on_event(&self, breaker: &str, event: &Event) {
///         self.0.lock().unwrap().push(format!("{breaker}: {event}"));
///     }
/// }
///
/// let log = Arc::new(Log::default());
/// let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
/// breaker.observe(log.clone());
/// breaker.record_failure();
/// assert_eq!(*log.0.lock().unwrap(), ["db: closed -> open (1 consecutive failure)"]);
/// ```
pub trait Observer: Send + Sync {
    /// Something happened to the breaker of this name.
    fn on_event(&self, breaker: &str, event: &Event);

    /// Whether [`Event::Call`] is wanted, which costs two clock readings a call. Asked once, when the observer is
    /// registered.
    fn wants_calls(&self) -> bool {
        false
    }
}

/// Something that happened to a breaker.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// The state changed.
    Transition(Transition),
    /// A call was not admitted.
    Rejected(CircuitOpen),
    /// In metrics-only: the circuit would have opened now, for this reason.
    WouldOpen(TransitionCause),
    /// A second place declares the breaker with another config; the first one's is in force.
    Conflict(ConfigConflict),
    /// The config in force changed. Told in one order with the transitions.
    #[non_exhaustive]
    Reconfigured {
        /// The settings until now.
        old: Box<Config>,
        /// The settings from the next decision on.
        new: Box<Config>,
    },
    /// An admitted call ended. Told only to observers that want calls.
    #[non_exhaustive]
    Call {
        /// What became of it.
        outcome: Outcome,
        /// From the admission to the result.
        duration: Duration,
    },
}

/// A change of a breaker's state.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transition {
    /// The state that ended.
    pub from: State,
    /// The state that began.
    pub to: State,
    /// Why.
    pub cause: TransitionCause,
    /// When, by the breaker's clock.
    pub at: Duration,
    /// Which period begins; each transition begins a new one.
    pub generation: u32,
    /// The calls so far.
    pub counts: Counts,
}

/// Why a breaker changed its state.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransitionCause {
    /// This many consecutive failures reached the threshold.
    ConsecutiveFailures(u32),
    /// This share of the window's calls, or of the probes that half-open judges by, failed.
    FailureRate {
        /// Those that failed.
        failures: u64,
        /// All of them.
        calls: u64,
    },
    /// This many of the window's calls failed.
    FailureCount {
        /// Those that failed.
        failures: u64,
        /// All of them.
        calls: u64,
    },
    /// This share of the window's calls, or of the probes that half-open judges by, was slow.
    SlowRate {
        /// Those that were slow.
        slow: u64,
        /// Those of them that are under way.
        under_way: u64,
        /// All of them.
        calls: u64,
    },
    /// The open timeout has passed: a call came, the first probe, or the circuit needs none.
    TimeoutElapsed,
    /// Too many probes failed.
    ProbeFailed,
    /// The longest time in half-open has passed, and nothing was decided.
    HalfOpenLimit,
    /// This many successful probes reached the success threshold.
    ProbesSucceeded(u32),
    /// Somebody set the state, for this reason.
    Operator(Box<str>),
}

impl From<Reached> for TransitionCause {
    fn from(reached: Reached) -> Self {
        match reached {
            Reached::Run(run) => Self::ConsecutiveFailures(run),
            Reached::Window(met) => met.into(),
        }
    }
}

impl From<Met> for TransitionCause {
    fn from(met: Met) -> Self {
        match met {
            Met::FailureRate(Tally { failures, calls, .. }) => Self::FailureRate { failures, calls },
            Met::FailureCount(Tally { failures, calls, .. }) => Self::FailureCount { failures, calls },
            Met::SlowRate(Tally { slow, slow_under_way, calls, .. }) => {
                Self::SlowRate { slow: slow + slow_under_way, under_way: slow_under_way, calls: calls + slow_under_way }
            }
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transition(transition) => transition.fmt(f),
            Self::Rejected(open) => write!(f, "rejected: {open}"),
            Self::WouldOpen(cause) => write!(f, "would have opened ({cause})"),
            Self::Conflict(conflict) => conflict.fmt(f),
            Self::Reconfigured { old, new } => write!(f, "reconfigured: {new} (before: {old})"),
            Self::Call { outcome, duration } => write!(f, "{outcome} in {duration:?}"),
        }
    }
}

impl fmt::Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {} ({})", self.from, self.to, self.cause)
    }
}

impl fmt::Display for TransitionCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConsecutiveFailures(run) => Failures(*run).fmt(f),
            Self::FailureRate { failures, calls } | Self::FailureCount { failures, calls } => {
                write!(f, "{failures} of {calls} calls failed")
            }
            Self::SlowRate { slow, under_way: 0, calls } => write!(f, "{slow} of {calls} calls were slow"),
            Self::SlowRate { slow, under_way, calls } => {
                write!(f, "{slow} of {calls} calls were slow, {under_way} of them under way")
            }
            Self::HalfOpenLimit => f.write_str("longest time in half-open has passed"),
            Self::TimeoutElapsed => f.write_str("timeout elapsed"),
            Self::ProbeFailed => f.write_str("probe failed"),
            Self::ProbesSucceeded(1) => f.write_str("1 probe succeeded"),
            Self::ProbesSucceeded(probes) => write!(f, "{probes} probes succeeded"),
            Self::Operator(reason) => write!(f, "operator: {reason}"),
        }
    }
}

struct Failures(u32);

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(f, "{} consecutive failure{plural}", self.0)
    }
}
