//! The breaker as seen from outside: an observer that keeps every transition, with times on the clock of the run.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ewrap::{CircuitBreaker, Event, Observer, Registry, State, Transition};

use crate::probes::Probes;

#[derive(Debug)]
pub(crate) struct Journal {
    pub(crate) breaker: CircuitBreaker,
    pub(crate) probes: Probes,
    log: Arc<Log>,
}

#[derive(Debug, Default)]
struct Log(Mutex<Vec<Transition>>);

impl Observer for Log {
    fn on_event(&self, _breaker: &str, event: &Event) {
        if let Event::Transition(transition) = event {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(transition.clone());
        }
    }
}

impl Journal {
    /// Begins to watch a breaker that an annotated function declares, before its first call.
    pub(crate) fn of(name: &str, registry: &Registry) -> Self {
        let breaker = registry.get_or_declare(name);
        let log = Arc::new(Log::default());
        breaker.observe(log.clone());
        Self { probes: Probes::of(breaker.clone()), breaker, log }
    }

    /// The transitions so far.
    pub(crate) fn transitions(&self) -> Vec<Transition> {
        self.log.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The breaker's time now: what `Transition::at` is to be compared with.
    pub(crate) fn now(&self) -> Duration {
        self.breaker.snapshot().at
    }

    /// The state at `from`, then those entered until `to`.
    pub(crate) fn states(&self, from: Duration, to: Duration) -> Vec<State> {
        let mut states = vec![State::Closed];
        for transition in self.transitions() {
            if transition.at < from {
                states.clear();
            }
            if transition.at < to {
                states.push(transition.to);
            }
        }
        states
    }
}
