//! Counts the calls that are inside the annotated function while its circuit is half-open.
//!
//! The breaker's word is not taken for it: the function itself counts who comes in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use ewrap::{CircuitBreaker, State};

/// A handle: clones count together.
#[derive(Debug, Clone)]
pub(crate) struct Probes {
    breaker: CircuitBreaker,
    gauge: Arc<Gauge>,
}

#[derive(Debug, Default)]
struct Gauge {
    now: AtomicU32,
    most: AtomicU32,
    all: AtomicU32,
}

impl Probes {
    pub(crate) fn of(breaker: CircuitBreaker) -> Self {
        Self { breaker, gauge: Arc::default() }
    }

    /// Called first thing in the function. A call that finds the circuit half-open was admitted as a probe: the circuit
    /// is open before and closed after.
    pub(crate) fn enter(&self) -> Option<Inside<'_>> {
        if self.breaker.state() != State::HalfOpen {
            return None;
        }
        let Gauge { now, most, all } = &*self.gauge;
        // AcqRel: two probes that overlap must see one another.
        let inside = now.fetch_add(1, Ordering::AcqRel) + 1;
        // Relaxed: read when all calls are over.
        most.fetch_max(inside, Ordering::Relaxed);
        // Relaxed: as above.
        all.fetch_add(1, Ordering::Relaxed);
        Some(Inside(&self.gauge))
    }

    /// The most probes that were under way at once.
    pub(crate) fn most_at_once(&self) -> u32 {
        // Relaxed: all calls are over.
        self.gauge.most.load(Ordering::Relaxed)
    }

    /// The probes there were.
    pub(crate) fn count(&self) -> u32 {
        // Relaxed: all calls are over.
        self.gauge.all.load(Ordering::Relaxed)
    }
}

/// One probe under way.
#[derive(Debug)]
pub(crate) struct Inside<'a>(&'a Gauge);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        // AcqRel: as in `enter`.
        self.0.now.fetch_sub(1, Ordering::AcqRel);
    }
}
