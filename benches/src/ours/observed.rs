//! What listening costs: nobody, three who ask for no calls, three who ask for each.

use std::hint::black_box;
use std::sync::Arc;

use ewrap::{CircuitBreaker, Event, Observer};

use crate::plan::Plan;
use crate::subject::bare;
use crate::topics::OBSERVED;

/// Hears, and does nothing with it.
struct Listener {
    wants_calls: bool,
}

impl Observer for Listener {
    fn on_event(&self, breaker: &str, event: &Event) {
        black_box((breaker, event));
    }

    fn wants_calls(&self) -> bool {
        self.wants_calls
    }
}

fn observed(observers: u32, wants_calls: bool) -> CircuitBreaker {
    let breaker = CircuitBreaker::builder("bench.observed").build();
    (0..observers).for_each(|_| breaker.observe(Arc::new(Listener { wants_calls })));
    breaker
}

pub(crate) fn add(plan: &mut Plan) {
    let cases = [
        ("ewrap, 0 observers", 0, false),
        ("ewrap, 3 observers that want no calls", 3, false),
        ("ewrap, 3 observers that want calls", 3, true),
    ];
    for (subject, observers, wants_calls) in cases {
        let breaker = observed(observers, wants_calls);
        plan.both(&OBSERVED, subject, move || breaker.call(|| bare(true)));
    }
}
