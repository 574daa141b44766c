//! Rules 6 and 9: probes, their slots and their leases.

use std::mem;
use std::time::Duration;

use ewrap_core::{State, TransitionCause};

use crate::support::{TICK, TIMEOUT, config, half_open, open, panic_with};

#[test]
fn rule_06_the_first_call_after_the_deadline_is_the_first_probe() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT);
    let probe = breaker.try_acquire().unwrap();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.probes_in_flight), (State::HalfOpen, 1));
    assert_eq!(snapshot.last_transition.unwrap().cause, TransitionCause::TimeoutElapsed);
    probe.success();
    assert_eq!(breaker.state(), State::Closed);
    assert_eq!(breaker.snapshot().last_transition.unwrap().cause, TransitionCause::ProbesSucceeded(1));
}

#[test]
fn rule_06_by_default_one_probe_at_a_time() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    let rejected = breaker.try_acquire().unwrap_err();
    assert_eq!(rejected.state(), State::HalfOpen);
    assert_eq!(rejected.to_string(), "circuit breaker \"db\" is half-open, its probe is under way, retry in 60s");
    assert!(!breaker.can_execute());
    probe.success();
    assert!(breaker.can_execute());
}

#[test]
fn rule_06_at_most_half_open_calls_at_once() {
    for slots in [2, 3, 7] {
        let (breaker, _) = half_open(config().half_open_calls(slots).success_threshold(100));
        for round in 0..3 {
            let probes: Vec<_> = (0..slots).map(|_| breaker.try_acquire().unwrap()).collect();
            assert!(breaker.try_acquire().is_err(), "{slots} slots, round {round}");
            assert_eq!(breaker.snapshot().probes_in_flight, slots);
            for probe in probes {
                probe.success();
            }
        }
        assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded), (State::HalfOpen, 3 * slots));
    }
}

#[test]
fn rule_06_each_probe_that_ends_makes_room_for_one() {
    let (breaker, _) = half_open(config().half_open_calls(2).success_threshold(9));
    let first = breaker.try_acquire().unwrap();
    let second = breaker.try_acquire().unwrap();
    first.success();
    let third = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    second.ignore();
    let fourth = breaker.try_acquire().unwrap();
    assert!(breaker.try_acquire().is_err());
    drop((third, fourth));
    assert_eq!(breaker.snapshot().probes_in_flight, 0);
}

#[test]
fn rule_06_success_threshold_probes_close() {
    let (breaker, _) = half_open(config().half_open_calls(3).success_threshold(3));
    let probes: Vec<_> = (0..3).map(|_| breaker.try_acquire().unwrap()).collect();
    for (done, probe) in probes.into_iter().enumerate() {
        assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded as usize), (State::HalfOpen, done));
        probe.success();
    }
    assert_eq!(breaker.state(), State::Closed);
    assert_eq!(breaker.snapshot().last_transition.unwrap().cause, TransitionCause::ProbesSucceeded(3));
}

#[test]
fn rule_06_more_successes_than_slots_close_one_after_the_other() {
    let (breaker, _) = half_open(config().success_threshold(4));
    for done in 0..4 {
        assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded), (State::HalfOpen, done));
        breaker.try_acquire().unwrap().success();
    }
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_06_fewer_successes_than_slots_close_and_the_others_are_late() {
    let (breaker, _) = half_open(config().half_open_calls(3));
    let probes: Vec<_> = (0..3).map(|_| breaker.try_acquire().unwrap()).collect();
    let mut probes = probes.into_iter();
    probes.next().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
    probes.next().unwrap().failure();
    probes.next().unwrap().success();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.consecutive_failures, snapshot.counts.late), (State::Closed, 0, 2));
}

#[test]
fn rule_06_one_failed_probe_opens_for_a_full_timeout() {
    let (breaker, clock) = half_open(config().half_open_calls(2).success_threshold(5));
    clock.advance(TIMEOUT / 4);
    breaker.try_acquire().unwrap().success();
    let other = breaker.try_acquire().unwrap();
    breaker.try_acquire().unwrap().failure();
    let snapshot = breaker.snapshot();
    assert_eq!((snapshot.state, snapshot.retry_after), (State::Open, Some(TIMEOUT)));
    assert_eq!((snapshot.probes_in_flight, snapshot.probes_succeeded), (0, 0));
    assert_eq!(snapshot.last_transition.unwrap().cause, TransitionCause::ProbeFailed);
    other.success();
    assert_eq!(breaker.state(), State::Open);
    clock.advance(TIMEOUT.checked_sub(TICK).unwrap());
    assert_eq!(breaker.try_acquire().unwrap_err().state(), State::Open);
    clock.advance(TICK);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_06_half_open_does_not_wait_for_the_threshold() {
    let (breaker, _) = half_open(config().threshold(100));
    breaker.record_failure();
    assert_eq!(breaker.state(), State::Open);
}

#[test]
fn rule_06_ignored_probes_decide_nothing() {
    let (breaker, _) = half_open(config().success_threshold(2));
    breaker.try_acquire().unwrap().success();
    for _ in 0..10 {
        breaker.try_acquire().unwrap().ignore();
    }
    assert_eq!((breaker.state(), breaker.snapshot().probes_succeeded), (State::HalfOpen, 1));
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_06_a_report_without_a_permit_frees_the_slot_of_a_question() {
    let (breaker, _) = half_open(config().half_open_calls(2).success_threshold(9));
    assert!(breaker.can_execute());
    let permit = breaker.try_acquire().unwrap();
    assert!(!breaker.can_execute());
    breaker.record_success();
    assert_eq!(breaker.snapshot().probes_in_flight, 1);
    assert!(breaker.can_execute());
    permit.success();
    assert_eq!((breaker.snapshot().probes_in_flight, breaker.snapshot().probes_succeeded), (1, 2));
}

#[test]
fn rule_06_a_report_without_a_permit_never_frees_the_slot_of_a_permit() {
    let (breaker, _) = half_open(config().success_threshold(9));
    let permit = breaker.try_acquire().unwrap();
    breaker.record_success();
    assert!(breaker.try_acquire().is_err());
    permit.success();
    assert_eq!((breaker.snapshot().probes_in_flight, breaker.snapshot().probes_succeeded), (0, 2));
}

#[test]
fn rule_06_a_failure_without_a_permit_is_a_failed_probe() {
    let (breaker, clock) = open(config());
    clock.advance(TIMEOUT);
    assert!(breaker.can_execute());
    breaker.record_failure();
    assert_eq!((breaker.state(), breaker.snapshot().retry_after), (State::Open, Some(TIMEOUT)));
}

#[test]
fn rule_09_a_forgotten_permit_blocks_for_one_lease() {
    let (breaker, clock) = half_open(config());
    mem::forget(breaker.try_acquire().unwrap());
    clock.advance(TIMEOUT.checked_sub(TICK).unwrap());
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TICK));
    clock.advance(TICK);
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_09_a_question_without_a_report_blocks_for_one_lease() {
    let (breaker, clock) = half_open(config());
    assert!(breaker.can_execute());
    clock.advance(TIMEOUT.checked_sub(TICK).unwrap());
    assert!(!breaker.can_execute());
    clock.advance(TICK);
    assert!(breaker.can_execute());
}

#[test]
fn rule_09_the_lease_has_a_length_of_its_own() {
    let (breaker, clock) = half_open(config().probe_lease(Duration::from_secs(7)));
    mem::forget(breaker.try_acquire().unwrap());
    assert_eq!(breaker.snapshot().retry_after, Some(Duration::from_secs(7)));
    clock.advance(Duration::from_secs(7).checked_sub(TICK).unwrap());
    assert!(breaker.try_acquire().is_err());
    clock.advance(TICK);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_09_the_first_probe_has_a_lease_as_well() {
    let (breaker, clock) = open(config().probe_lease(Duration::from_secs(7)));
    clock.advance(TIMEOUT);
    mem::forget(breaker.try_acquire().unwrap());
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(Duration::from_secs(7)));
}

#[test]
fn rule_09_the_result_of_a_replaced_probe_is_late() {
    for success in [true, false] {
        let (breaker, clock) = half_open(config());
        let old = breaker.try_acquire().unwrap();
        clock.advance(TIMEOUT);
        let new = breaker.try_acquire().unwrap();
        if success {
            old.success();
        } else {
            old.failure();
        }
        assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::HalfOpen, 1));
        assert!(breaker.try_acquire().is_err(), "the new probe still holds its slot");
        new.success();
        assert_eq!(breaker.state(), State::Closed);
    }
}

#[test]
fn rule_09_a_replaced_probe_that_is_dropped_frees_no_slot() {
    let (breaker, clock) = half_open(config());
    let old = breaker.try_acquire().unwrap();
    clock.advance(TIMEOUT);
    let new = breaker.try_acquire().unwrap();
    drop(old);
    assert!(breaker.try_acquire().is_err());
    drop(new);
    assert!(breaker.try_acquire().is_ok());
}

#[test]
fn rule_09_a_replaced_probe_that_panics_is_late() {
    let (breaker, clock) = half_open(config());
    let old = breaker.try_acquire().unwrap();
    clock.advance(TIMEOUT);
    let new = breaker.try_acquire().unwrap();
    panic_with(move || old);
    assert_eq!((breaker.state(), breaker.snapshot().counts.late), (State::HalfOpen, 1));
    drop(new);
}

#[test]
fn rule_09_a_slow_probe_counts_while_nobody_has_replaced_it() {
    let (breaker, clock) = half_open(config());
    let slow = breaker.try_acquire().unwrap();
    clock.advance(TIMEOUT * 3);
    slow.success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_09_each_lease_ends_on_its_own() {
    let (breaker, clock) = half_open(config().half_open_calls(2).success_threshold(9));
    let first = breaker.try_acquire().unwrap();
    clock.advance(TIMEOUT / 2);
    let second = breaker.try_acquire().unwrap();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT / 2));
    clock.advance(TIMEOUT / 2);
    let third = breaker.try_acquire().unwrap();
    assert_eq!(breaker.try_acquire().unwrap_err().retry_after(), Some(TIMEOUT / 2));
    first.success();
    assert_eq!((breaker.snapshot().counts.late, breaker.snapshot().probes_succeeded), (1, 0));
    second.success();
    third.success();
    assert_eq!((breaker.snapshot().probes_succeeded, breaker.snapshot().probes_in_flight), (2, 0));
}

#[test]
fn rule_09_half_open_recovers_from_any_number_of_lost_probes() {
    let (breaker, clock) = half_open(config().half_open_calls(3));
    for _ in 0..10 {
        for _ in 0..3 {
            mem::forget(breaker.try_acquire().unwrap());
        }
        assert!(breaker.try_acquire().is_err());
        clock.advance(TIMEOUT);
    }
    breaker.try_acquire().unwrap().success();
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn rule_09_a_report_of_a_question_whose_lease_has_ended_is_of_the_present_period() {
    // Rule 4: without a permit nobody can tell whose report it is.
    let (breaker, clock) = half_open(config());
    assert!(breaker.can_execute());
    clock.advance(TIMEOUT);
    assert!(breaker.can_execute());
    breaker.record_success();
    assert_eq!(breaker.state(), State::Closed);
}
