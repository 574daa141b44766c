//! What the breaker tells and shows, in the twin's words.

use std::sync::Mutex;
use std::time::Duration;

use ewrap_core::{CircuitBreaker, CircuitOpen, Counts, Event, Observer, Tally, Transition};

use super::window::Tallied;
use super::words::{Move, Rejection, Told, Totals, View};

/// Remembers the events.
pub(super) struct Log {
    told: Mutex<Vec<Told>>,
    timed: bool,
}

impl Log {
    pub(super) fn new(timed: bool) -> Self {
        Self { told: Mutex::default(), timed }
    }

    pub(super) fn take(&self) -> Vec<Told> {
        std::mem::take(&mut *self.told.lock().unwrap())
    }
}

impl Observer for Log {
    fn on_event(&self, _: &str, event: &Event) {
        let told = match event {
            Event::Transition(transition) => Told::Transition(moved(transition)),
            Event::Rejected(open) => Told::Rejected(rejected(open)),
            Event::WouldOpen(cause) => Told::WouldOpen(cause.clone()),
            Event::Call { outcome, duration, .. } => Told::Call(*outcome, nanos(*duration)),
            Event::Reconfigured { new, .. } => Told::Reconfigured(new.clone()),
            other => panic!("no script makes {other}"),
        };
        self.told.lock().unwrap().push(told);
    }

    fn wants_calls(&self) -> bool {
        self.timed
    }
}

pub(super) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap()
}

pub(super) fn rejected(open: &CircuitOpen) -> Rejection {
    assert_eq!(open.breaker(), "db");
    Rejection { state: open.state(), retry_after: open.retry_after().map(nanos) }
}

fn moved(transition: &Transition) -> Move {
    Move {
        from: transition.from,
        to: transition.to,
        cause: transition.cause.clone(),
        at: nanos(transition.at),
        generation: transition.generation,
        totals: totals(&transition.counts),
    }
}

fn totals(counts: &Counts) -> Totals {
    Totals {
        success: counts.success,
        failure: counts.failure,
        ignored: counts.ignored,
        cancelled: counts.cancelled,
        rejected: counts.rejected,
        late: counts.late,
        slow: counts.slow,
    }
}

fn tallied(tally: Tally) -> Tallied {
    Tallied { calls: tally.calls, failures: tally.failures, slow: tally.slow, under_way: tally.slow_under_way }
}

pub(super) fn view(breaker: &CircuitBreaker) -> View {
    let snapshot = breaker.snapshot();
    View {
        state: snapshot.state,
        generation: snapshot.generation,
        run: snapshot.consecutive_failures,
        in_flight: snapshot.probes_in_flight as usize,
        succeeded: snapshot.probes_succeeded,
        retry_after: snapshot.retry_after.map(nanos),
        window: snapshot.window.map(tallied),
        failure_rate: snapshot.failure_rate(),
        slow_rate: snapshot.slow_rate(),
        ramp: snapshot.ramp,
        totals: totals(&snapshot.counts),
        config: snapshot.config,
        last: snapshot.last_transition.as_ref().map(moved),
    }
}
