//! Rule 1's operator states, and rule 11: what an operator and the clock may do at any time.

use std::time::Duration;

use ewrap_core::{CircuitBreaker, Event, Outcome, State, TransitionCause};

use crate::support::{Log, STATES, TICK, TIMEOUT, closed, config, half_open, move_to, open};

type Set = fn(&CircuitBreaker, &'static str);

const SETTERS: [(Set, State); 6] = [
    (CircuitBreaker::close, State::Closed),
    (CircuitBreaker::open, State::Open),
    (CircuitBreaker::half_open, State::HalfOpen),
    (CircuitBreaker::force_open, State::ForcedOpen),
    (CircuitBreaker::disable, State::Disabled),
    (CircuitBreaker::metrics_only, State::MetricsOnly),
];

#[test]
fn rule_01_an_operator_leads_from_every_state_to_every_other() {
    for from in STATES {
        for (set, to) in SETTERS {
            let (breaker, clock) = closed(config());
            if from != State::Closed {
                move_to(from, &breaker, &clock);
            }
            let before = breaker.snapshot();
            let log = Log::of(&breaker);
            set(&breaker, "drill");
            assert_eq!(breaker.state(), to);
            let told = if from == to { vec![] } else { vec![format!("{from} -> {to} (operator: drill)")] };
            assert_eq!(log.take(), told);
            assert_eq!(breaker.snapshot().generation, before.generation + u32::from(from != to));
        }
    }
}

#[test]
fn rule_01_forced_open_rejects_until_an_operator_ends_it() {
    let (breaker, clock) = closed(config());
    breaker.force_open("migration");
    clock.advance(TIMEOUT * 1000);
    let open = breaker.try_acquire().unwrap_err();
    assert_eq!((open.state(), open.retry_after()), (State::ForcedOpen, None));
    assert_eq!(open.to_string(), "circuit breaker \"db\" is forced open");
    assert!(!breaker.can_execute());
    assert_eq!(breaker.snapshot().retry_after, None);
    breaker.close("done");
    assert!(breaker.can_execute());
}

#[test]
fn rule_01_results_do_not_move_forced_open() {
    let (breaker, _) = closed(config());
    breaker.force_open("migration");
    breaker.record_success();
    breaker.record_failure();
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::ForcedOpen, 2));
}

#[test]
fn rule_01_disabled_admits_all_and_records_nothing() {
    let (breaker, _) = closed(config());
    breaker.disable("incident");
    let before = breaker.snapshot();
    for _ in 0..10 {
        breaker.try_acquire().unwrap().failure();
        breaker.try_acquire().unwrap().success();
        breaker.try_acquire().unwrap().ignore();
        drop(breaker.try_acquire().unwrap());
        assert!(breaker.can_execute());
        breaker.record_failure();
        breaker.record_success();
    }
    assert_eq!(breaker.snapshot(), before);
}

#[test]
fn rule_01_metrics_only_admits_and_records_and_never_opens() {
    let (breaker, _) = closed(config());
    breaker.metrics_only("trial run");
    for _ in 0..10 {
        breaker.try_acquire().unwrap().failure();
    }
    breaker.try_acquire().unwrap().ignore();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.consecutive_failures), (State::MetricsOnly, 10));
    assert_eq!((snapshot.counts.failure, snapshot.counts.ignored, snapshot.counts.rejected), (10, 1, 0));
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.snapshot().consecutive_failures, 0);
}

#[test]
fn rule_01_metrics_only_tells_once_a_run_that_it_would_have_opened() {
    let (breaker, _) = closed(config());
    breaker.metrics_only("trial run");
    let log = Log::of(&breaker);
    for _ in 0..2 {
        for _ in 0..10 {
            breaker.record_failure();
        }
        breaker.record_success();
    }
    breaker.record_failure();
    breaker.record_failure();
    breaker.record_success();
    assert!(matches!(log.events()[0], Event::WouldOpen(TransitionCause::ConsecutiveFailures(3))));
    assert_eq!(log.take(), ["would have opened (3 consecutive failures)"; 2]);
}

#[test]
fn rule_01_a_run_is_not_carried_from_metrics_only_to_closed() {
    let (breaker, _) = closed(config());
    breaker.metrics_only("trial run");
    breaker.record_failure();
    breaker.record_failure();
    breaker.close("it counts now");
    breaker.record_failure();
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 1));
}

#[test]
fn rule_11_opened_by_hand_the_circuit_waits_its_timeout_and_probes() {
    let (breaker, clock) = closed(config());
    breaker.open("deploy");
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
    clock.advance(TIMEOUT);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_11_opening_an_open_circuit_does_not_extend_it() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT / 2);
    breaker.open("again");
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT / 2));
    assert_eq!(breaker.snapshot().last_transition.unwrap().cause, TransitionCause::ConsecutiveFailures(3));
}

#[test]
fn rule_11_an_operators_reason_is_kept() {
    let (breaker, clock) = closed(config());
    clock.advance(Duration::from_secs(5));
    breaker.force_open(String::from("ticket 8"));
    let last = breaker.snapshot().last_transition.unwrap();
    assert_eq!((last.from, last.to, last.generation), (State::Closed, State::ForcedOpen, 1));
    assert_eq!((last.cause, last.at), (TransitionCause::Operator("ticket 8".into()), Duration::from_secs(1005)));
}

#[test]
fn rule_11_an_operator_never_loses_a_permit() {
    // Half-open is where the probe is: to set it changes nothing.
    for (set, to) in SETTERS.into_iter().filter(|(_, to)| *to != State::HalfOpen) {
        for outcome in [Outcome::Success, Outcome::Failure, Outcome::Ignored, Outcome::Cancelled] {
            let (breaker, clock) = half_open(config().half_open_calls(2));
            let probe = breaker.try_acquire().unwrap();
            set(&breaker, "drill");
            assert_eq!(breaker.snapshot().probes_in_flight, 0);
            probe.record(outcome, Duration::ZERO);
            assert_eq!(breaker.state(), to);
            let counts = breaker.snapshot().counts;
            assert_eq!(counts.total(), 2, "{outcome} in {to}");
            breaker.open("on");
            clock.advance(TIMEOUT);
            let both = (breaker.try_acquire().unwrap(), breaker.try_acquire().unwrap());
            assert!(breaker.try_acquire().is_err());
            drop(both);
        }
    }
}

#[test]
fn rule_11_a_clock_that_runs_backwards_delays_the_deadline_and_no_more() {
    let (breaker, clock) = open(config());
    clock.set(Duration::from_secs(900));
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(Duration::from_secs(160)));
    clock.set(Duration::ZERO);
    assert_eq!(breaker.snapshot().retry_after, Some(Duration::from_secs(1060)));
    clock.set(Duration::from_secs(1060).checked_sub(TICK).unwrap());
    assert!(breaker.try_acquire().is_err());
    clock.advance(TICK);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_11_a_clock_that_runs_backwards_loses_no_probe() {
    let (breaker, clock) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    clock.set(Duration::ZERO);
    assert!(breaker.try_acquire().is_err());
    drop(probe);
    breaker.try_acquire().unwrap().failure();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
}

#[test]
fn rule_11_a_duration_below_zero_is_zero() {
    let (breaker, clock) = closed(config());
    let log = Log::of_calls(&breaker);
    let permit = breaker.try_acquire().unwrap();
    clock.set(Duration::ZERO);
    permit.success();
    assert_eq!(log.take(), ["success in 0ns"]);
}

#[test]
fn rule_11_times_at_the_end_of_the_clock_do_not_overflow() {
    let (breaker, clock) = closed(config().threshold(1).probe_lease(Duration::MAX));
    clock.set(Duration::MAX);
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
    clock.advance(Duration::MAX);
    let permit = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_ok() || breaker.snapshot().probes_in_flight <= 1);
    drop(permit);
    clock.set(Duration::ZERO);
    assert!(breaker.snapshot().retry_after.is_some());
}

#[test]
fn a_reset_forgets_the_run_of_a_closed_circuit() {
    let (breaker, _) = closed(config());
    let log = Log::of(&breaker);
    let before = breaker.try_acquire().unwrap();
    for _ in 1..breaker.config().threshold().unwrap() {
        breaker.record_failure();
    }
    breaker.reset("drill");
    assert_eq!((breaker.state(), breaker.snapshot().consecutive_failures), (State::Closed, 0));
    before.failure();
    assert_eq!(breaker.snapshot().counts.late, 1, "a call from before");
    assert_eq!(log.take(), [""; 0], "the state is as it was");
    breaker.open("drill");
    breaker.reset("drill");
    assert_eq!(breaker.state(), State::Closed);
    assert_eq!(log.take().last().unwrap(), "open -> closed (operator: drill)");
}

#[test]
fn open_for_a_time_is_not_the_timeout() {
    let (breaker, clock) = closed(config());
    breaker.open_for(TIMEOUT * 3, "maintenance");
    clock.advance(TIMEOUT);
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT * 2));
    breaker.open_for(TIMEOUT, "again");
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT * 2), "open already");
    clock.advance(TIMEOUT * 2);
    breaker.try_acquire().unwrap().failure();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT), "a failed probe: the timeout");
    breaker.close("done");
    breaker.open("an ordinary one");
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT));
}

#[test]
fn the_last_holder_ends_an_isolation() {
    let (breaker, _) = closed(config());
    let log = Log::of(&breaker);
    let (first, second) = (breaker.isolate("migration"), breaker.isolate("backup"));
    drop(first);
    assert_eq!(breaker.state(), State::ForcedOpen);
    drop(second);
    assert_eq!(
        log.take(),
        ["closed -> forced_open (operator: migration)", "forced_open -> closed (operator: isolation ended)"]
    );
}

#[test]
fn an_isolation_ends_nothing_that_an_operator_has_set() {
    let (breaker, _) = closed(config());
    let isolation = breaker.isolate("migration");
    breaker.disable("night");
    drop(isolation);
    assert_eq!(breaker.state(), State::Disabled);

    breaker.force_open("broken");
    drop(breaker.isolate("migration"));
    assert_eq!(breaker.state(), State::ForcedOpen, "it was forced open before");

    breaker.close("mended");
    let isolation = breaker.isolate("migration");
    breaker.force_open("broken again");
    drop(isolation);
    assert_eq!(breaker.state(), State::ForcedOpen, "somebody else wants it so");
}

#[test]
fn a_panic_releases_its_isolation() {
    let (breaker, _) = closed(config());
    crate::support::panic_with(|| breaker.isolate("migration"));
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn isolations_of_many_threads_end_with_the_last() {
    let (breaker, _) = closed(config());
    let outer = breaker.isolate("all");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..200 {
                    let _held = breaker.isolate("one");
                    assert_eq!(breaker.state(), State::ForcedOpen);
                }
            });
        }
    });
    assert_eq!(breaker.state(), State::ForcedOpen);
    drop(outer);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_breaker_begins_in_the_state_it_is_told() {
    for state in STATES {
        let clock = ewrap_core::ManualClock::new();
        let breaker = CircuitBreaker::builder("db")
            .config(config().build().unwrap())
            .clock(clock.clone())
            .initial_state(state)
            .build();
        assert_eq!(breaker.state(), state);
        let admits = !matches!(state, State::Open | State::ForcedOpen);
        assert_eq!(breaker.try_acquire().is_ok(), admits, "{state}");
        if state == State::Open {
            clock.advance(TIMEOUT);
            breaker.try_acquire().unwrap().success();
        }
    }
}
