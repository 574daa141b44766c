//! Plays a script on both, and compares them after each step.

use std::fmt::{self, Debug};
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use ewrap_core::{
    CircuitBreaker, Clock, ErrorMeta, Facts, Isolation, ManualClock, Outcome, OwnedPermit, Permit, State, Verdict,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::plan::Plan;
use super::reference::Twin;
use super::results;
use super::script::{Beside, End, Script, Step};
use super::shown::{Log, rejected, view};
use super::words::{Pass, Told};
use crate::support::panic_with;

/// Tells `heard` what was told.
pub(super) fn play(script: &Script, heard: impl Fn(&Told)) -> Result<(), TestCaseError> {
    let clock = ManualClock::new();
    clock.set(Duration::from_micros(1));
    let builder = CircuitBreaker::builder("db").config(script.plan.config()).clock(clock.clone());
    let breaker = builder.initial_state(script.initial).build();
    let log = Arc::new(Log::new(script.timed));
    breaker.observe(log.clone());
    let twin = Twin::new(script.plan.clone(), script.timed, 1000);
    twin.set(script.initial, "initial state", 1000);
    twin.take_told();
    let mut both = Both { breaker: &breaker, twin: &twin, clock: &clock, calls: Vec::new(), isolations: Vec::new() };
    for (number, step) in script.steps.iter().enumerate() {
        let place = || format!("step {number}, {step:?}");
        both.step(step).map_err(|error| TestCaseError::fail(format!("at {}: {error}", place())))?;
        let told = twin.take_told();
        same(&log.take(), &told, place)?;
        same(&view(&breaker), &twin.view(both.now()), place)?;
        prop_assert_eq!(breaker.state(), breaker.snapshot().state);
        told.iter().for_each(&heard);
    }
    Ok(())
}

fn same<T: PartialEq + Debug>(breaker: &T, twin: &T, place: impl Fn() -> String) -> Result<(), TestCaseError> {
    if breaker == twin {
        return Ok(());
    }
    Err(TestCaseError::fail(format!("after {}\nthe breaker: {breaker:#?}\nits twin: {twin:#?}", place())))
}

/// A breaker, its twin, and what is held of both.
struct Both<'a> {
    breaker: &'a CircuitBreaker,
    twin: &'a Twin,
    clock: &'a ManualClock,
    calls: Vec<(Held<'a>, Pass)>,
    isolations: Vec<Isolation>,
}

enum Held<'a> {
    Borrowed(Permit<'a>),
    Owned(OwnedPermit),
}

const REASON: &str = "script";

/// Of either kind of permit.
macro_rules! end {
    ($permit:ident, $how:ident) => {
        match $how {
            End::Success => $permit.success(),
            End::Failure => $permit.failure(),
            End::Ignore => $permit.ignore(),
            End::Record(outcome, nanos) => $permit.record(outcome, Duration::from_nanos(nanos)),
            End::FailAsking(nanos) => drop($permit.failed_with(&Asks(nanos))),
            End::Panic => panic_with(|| $permit),
            End::Drop | End::Forget => drop($permit),
        }
    };
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
            Step::Tick => {
                self.breaker.tick();
                self.twin.tick(now);
            }
            Step::Reconfigure(plan) => self.reconfigure((**plan).clone()),
            Step::Change(change) => {
                let mut plan = self.twin.plan();
                change.apply(&mut plan);
                self.reconfigure(plan);
            }
            Step::Advance(by) => self.clock.advance(Duration::from_nanos(*by)),
            Step::ToRetry(beside) => self.to_retry(*beside),
            Step::Back(by) => self.clock.set(Duration::from_nanos(now.saturating_sub(*by))),
            operators => return self.operate(operators, now),
        }
        Ok(())
    }

    fn operate(&mut self, step: &Step, now: u64) -> Result<(), TestCaseError> {
        match step {
            Step::Set(to) => self.set(*to, now),
            Step::OpenFor(nanos) => {
                self.breaker.open_for(Duration::from_nanos(*nanos), REASON);
                self.twin.open_for(*nanos, REASON, now);
            }
            Step::TryHalfOpen => {
                let found = self.breaker.try_half_open(REASON).map_err(|illegal| illegal.from);
                prop_assert_eq!(found, self.twin.try_half_open(REASON, now));
            }
            Step::Reset => {
                self.breaker.reset(REASON);
                self.twin.reset(REASON, now);
            }
            Step::Isolate => {
                self.isolations.push(self.breaker.isolate(REASON));
                self.twin.isolate(REASON, now);
            }
            Step::EndIsolation(which) if !self.isolations.is_empty() => {
                drop(self.isolations.swap_remove(which.index(self.isolations.len())));
                self.twin.end_isolation(now);
            }
            _ => {}
        }
        Ok(())
    }

    fn set(&self, to: State, now: u64) {
        match to {
            State::Closed => self.breaker.close(REASON),
            State::Open => self.breaker.open(REASON),
            State::HalfOpen => self.breaker.half_open(REASON),
            State::ForcedOpen => self.breaker.force_open(REASON),
            State::Disabled => self.breaker.disable(REASON),
            State::MetricsOnly => self.breaker.metrics_only(REASON),
        }
        self.twin.set(to, REASON, now);
    }

    fn reconfigure(&self, plan: Plan) {
        self.breaker.reconfigure(plan.config());
        self.twin.reconfigure(plan);
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
        let (outcome, elapsed, asked) = match how {
            End::Success => (Outcome::Success, None, 0),
            End::Failure | End::Panic => (Outcome::Failure, None, 0),
            End::Ignore => (Outcome::Ignored, None, 0),
            End::Record(outcome, nanos) => (outcome, Some(nanos), 0),
            End::FailAsking(nanos) => (Outcome::Failure, None, nanos),
            End::Drop => (Outcome::Cancelled, None, 0),
            End::Forget => return mem::forget(held),
        };
        match held {
            Held::Borrowed(permit) => end!(permit, how),
            Held::Owned(permit) => end!(permit, how),
        }
        self.twin.end(pass, results::End { outcome, elapsed, asked }, self.now());
    }

    fn drop_during_panic(&self) {
        panic_with(|| CallsWhenDropped(self.breaker));
        if let Ok(pass) = self.twin.arrive(self.now(), true) {
            let cancelled = results::End { outcome: Outcome::Cancelled, elapsed: None, asked: 0 };
            self.twin.end(pass, cancelled, self.now());
        }
    }

    fn to_retry(&self, beside: Beside) {
        let moment = self.twin.next_moment(self.now());
        // An endless timeout would take the clock to its end, where nothing is left to play.
        if moment < u64::MAX / 2 {
            let moment = match beside {
                Beside::Before => moment.saturating_sub(1),
                Beside::Exactly => moment,
                Beside::After => moment + 1,
            };
            self.clock.set(Duration::from_nanos(moment.max(self.now())));
        }
    }
}

struct CallsWhenDropped<'a>(&'a CircuitBreaker);

impl Drop for CallsWhenDropped<'_> {
    fn drop(&mut self) {
        drop(self.0.try_acquire());
    }
}

/// A failure that asks for so many nanoseconds.
struct Asks(u64);

impl ErrorMeta for Asks {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts = &Facts::none("Asks", None);
        FACTS
    }

    fn failure(&self) -> Option<Verdict> {
        Some(Verdict::Failure)
    }

    fn retry_after(&self) -> Option<Duration> {
        Some(Duration::from_nanos(self.0))
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not now")
    }
}
