//! A breaker at one moment, as plain data.

use std::time::Duration;

use crate::breaker::{State, Tally};
use crate::config::Config;
use crate::counters::Counts;
use crate::event::Transition;
use crate::registry::ConfigConflict;

/// Everything there is to see of a breaker.
///
/// State, probes, config and the last transition belong to one moment. The counts are read beside them: calls that end
/// at that moment may be missing.
///
/// ```
/// use std::time::Duration;
/// use ewrap::{CircuitBreaker, State};
///
/// let breaker = CircuitBreaker::new("db", 5, Duration::from_secs(60));
/// breaker.record_failure();
/// let snapshot = breaker.snapshot();
/// assert_eq!(snapshot.state, State::Closed);
/// assert_eq!((snapshot.consecutive_failures, snapshot.counts.failure), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snapshot {
    /// The breaker's name.
    pub name: Box<str>,
    /// Its state.
    pub state: State,
    /// The period it is in; each transition begins a new one.
    pub generation: u32,
    /// The run of failures so far, while closed or metrics-only.
    pub consecutive_failures: u32,
    /// Probes whose result is awaited, while half-open.
    pub probes_in_flight: u32,
    /// Probes that have succeeded, while half-open.
    pub probes_succeeded: u32,
    /// While open, how long until a probe is admitted; while half-open, how long until the next call can be one.
    pub retry_after: Option<Duration>,
    /// What is in the window, if a rule looks at one; while half-open, the results of the probes.
    pub window: Option<Tally>,
    /// The share of calls that is admitted, while the circuit comes back under a `ramp`: in percent, 10 to 100.
    pub ramp: Option<u8>,
    /// The moment, by the breaker's clock.
    pub at: Duration,
    /// The calls so far.
    pub counts: Counts,
    /// The config in force.
    pub config: Config,
    /// The last change of state, if there was one.
    pub last_transition: Option<Transition>,
    /// Places that declare this breaker with another config than the first.
    pub conflicts: Vec<ConfigConflict>,
}

impl Snapshot {
    /// The share of failures in the window, if there are enough calls in it to judge by.
    #[must_use]
    pub fn failure_rate(&self) -> Option<f64> {
        let window = self.window?;
        (window.calls >= u64::from(self.config.min_calls())).then(|| window.failure_rate()).flatten()
    }

    /// The share of slow calls in the window, those under way among them, if there are enough calls in it to judge by.
    #[must_use]
    pub fn slow_rate(&self) -> Option<f64> {
        let window = self.window?;
        let calls = window.calls + window.slow_under_way;
        (calls >= u64::from(self.config.min_calls())).then(|| window.slow_rate()).flatten()
    }
}
