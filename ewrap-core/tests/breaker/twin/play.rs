//! Plays a script on both, and compares them after each step.

use std::mem;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ewrap_core::{
    CircuitBreaker, Clock, Counts, Event, ManualClock, Observer, Outcome, OwnedPermit, Permit, State, Transition,
    TransitionCause,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::reference::{Move, Pass, Rejection, Told, Totals, Twin, View};
use super::script::{Beside, End, Script, Step};
use crate::support::panic_with;

pub(super) fn play(script: &Script) -> Result<(), TestCaseError> {
    let clock = ManualClock::new();
    clock.set(Duration::from_micros(1));
    let breaker = CircuitBreaker::builder("db").config(script.config).clock(clock.clone()).build();
    let log = Arc::new(Log { told: Mutex::default(), timed: script.timed });
    breaker.observe(log.clone());
    let twin = Twin::new(script.config, script.timed);
    let mut both = Both { breaker: &breaker, twin: &twin, clock: &clock, calls: Vec::new() };
    for (number, step) in script.steps.iter().enumerate() {
        both.step(step)?;
        let place = format!("after step {number}, {step:?}");
        prop_assert_eq!(mem::take(&mut *log.told.lock().unwrap()), twin.take_told(), "{}", &place);
        prop_assert_eq!(view(&breaker), twin.view(both.now()), "{}", &place);
        prop_assert_eq!(breaker.state(), breaker.snapshot().state);
    }
    Ok(())
}

/// A breaker, its twin, and the calls under way in both.
struct Both<'a> {
    breaker: &'a CircuitBreaker,
    twin: &'a Twin,
    clock: &'a ManualClock,
    calls: Vec<(Held<'a>, Pass)>,
}

enum Held<'a> {
    Borrowed(Permit<'a>),
    Owned(OwnedPermit),
}

impl Both<'_> {
    fn now(&self) -> u64 {
        u64::try_from(self.clock.now().as_nanos()).unwrap()
    }

    fn step(&mut self, step: &Step) -> Result<(), TestCaseError> {
        let now = self.now();
        match step {
            Step::Acquire { owned } => return self.acquire(*owned),
            Step::End { call, how } if !self.calls.is_empty() => {
                let (held, pass) = self.calls.swap_remove(call.index(self.calls.len()));
                self.end(held, pass, *how);
            }
            Step::End { .. } => {}
            Step::CanExecute => prop_assert_eq!(self.breaker.can_execute(), self.twin.arrive(now, false).is_ok()),
            Step::RecordSuccess => {
                self.breaker.record_success();
                self.twin.report(Outcome::Success, now);
            }
            Step::RecordFailure => {
                self.breaker.record_failure();
                self.twin.report(Outcome::Failure, now);
            }
            Step::DropDuringPanic => self.drop_during_panic(),
            Step::Close => self.set(CircuitBreaker::close, State::Closed),
            Step::Open => self.set(CircuitBreaker::open, State::Open),
            Step::ForceOpen => self.set(CircuitBreaker::force_open, State::ForcedOpen),
            Step::Disable => self.set(CircuitBreaker::disable, State::Disabled),
            Step::MetricsOnly => self.set(CircuitBreaker::metrics_only, State::MetricsOnly),
            Step::Reconfigure(config) => {
                self.breaker.reconfigure(**config);
                self.twin.reconfigure(**config);
            }
            Step::Advance(by) => self.clock.advance(Duration::from_nanos(*by)),
            Step::ToRetry(beside) => self.to_retry(*beside),
            Step::Back(by) => self.clock.set(Duration::from_nanos(now.saturating_sub(*by))),
        }
        Ok(())
    }

    fn acquire(&mut self, owned: bool) -> Result<(), TestCaseError> {
        let held = if owned {
            self.breaker.try_acquire_owned().map(Held::Owned)
        } else {
            self.breaker.try_acquire().map(Held::Borrowed)
        };
        match (held, self.twin.arrive(self.now(), true)) {
            (Ok(held), Ok(pass)) => self.calls.push((held, pass)),
            (Err(open), Err(rejection)) => prop_assert_eq!(rejected(&open), rejection),
            (held, pass) => prop_assert!(false, "admitted {} and {}", held.is_ok(), pass.is_ok()),
        }
        Ok(())
    }

    fn end(&self, held: Held<'_>, pass: Pass, how: End) {
        let (outcome, elapsed) = match how {
            End::Success => (Outcome::Success, None),
            End::Failure | End::Panic => (Outcome::Failure, None),
            End::Ignore => (Outcome::Ignored, None),
            End::Record(outcome, elapsed) => (outcome, u64::try_from(elapsed.as_nanos()).ok()),
            End::Drop => (Outcome::Cancelled, None),
            End::Forget => return mem::forget(held),
        };
        match held {
            Held::Borrowed(permit) => match how {
                End::Success => permit.success(),
                End::Failure => permit.failure(),
                End::Ignore => permit.ignore(),
                End::Record(outcome, elapsed) => permit.record(outcome, elapsed),
                End::Panic => panic_with(|| permit),
                End::Drop | End::Forget => drop(permit),
            },
            Held::Owned(permit) => match how {
                End::Success => permit.success(),
                End::Failure => permit.failure(),
                End::Ignore => permit.ignore(),
                End::Record(outcome, elapsed) => permit.record(outcome, elapsed),
                End::Panic => panic_with(|| permit),
                End::Drop | End::Forget => drop(permit),
            },
        }
        self.twin.end(pass, outcome, elapsed, self.now());
    }

    fn drop_during_panic(&self) {
        panic_with(|| CallsWhenDropped(self.breaker));
        if let Ok(pass) = self.twin.arrive(self.now(), true) {
            self.twin.end(pass, Outcome::Cancelled, None, self.now());
        }
    }

    fn set(&self, set: fn(&CircuitBreaker, &'static str), to: State) {
        set(self.breaker, "script");
        self.twin.set(to, "script", self.now());
    }

    fn to_retry(&self, beside: Beside) {
        let after = self.twin.view(self.now()).retry_after.unwrap_or(0);
        let moment = self.now().saturating_add(after);
        // An endless timeout would take the clock to its end, where nothing is left to play.
        if moment < u64::MAX / 2 {
            self.clock.set(Duration::from_nanos(match beside {
                Beside::Before => moment - 1,
                Beside::Exactly => moment,
                Beside::After => moment + 1,
            }));
        }
    }
}

struct CallsWhenDropped<'a>(&'a CircuitBreaker);

impl Drop for CallsWhenDropped<'_> {
    fn drop(&mut self) {
        drop(self.0.try_acquire());
    }
}

/// Remembers the events in the twin's words.
struct Log {
    told: Mutex<Vec<Told>>,
    timed: bool,
}

impl Observer for Log {
    fn on_event(&self, _: &str, event: &Event) {
        let told = match event {
            Event::Transition(transition) => Told::Transition(moved(transition)),
            Event::Rejected(open) => Told::Rejected(rejected(open)),
            Event::WouldOpen(TransitionCause::ConsecutiveFailures(run)) => Told::WouldOpen(*run),
            Event::Call { outcome, duration, .. } => Told::Call(*outcome, nanos(*duration)),
            other => panic!("no script makes {other}"),
        };
        self.told.lock().unwrap().push(told);
    }

    fn wants_calls(&self) -> bool {
        self.timed
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap()
}

fn rejected(open: &ewrap_core::CircuitOpen) -> Rejection {
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
    }
}

fn view(breaker: &CircuitBreaker) -> View {
    let snapshot = breaker.snapshot();
    View {
        state: snapshot.state,
        generation: snapshot.generation,
        run: snapshot.consecutive_failures,
        in_flight: snapshot.probes_in_flight as usize,
        succeeded: snapshot.probes_succeeded,
        retry_after: snapshot.retry_after.map(nanos),
        totals: totals(&snapshot.counts),
        config: snapshot.config,
        last: snapshot.last_transition.as_ref().map(moved),
    }
}
