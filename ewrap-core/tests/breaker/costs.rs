//! What a call costs beside time: nothing is allocated for it, and what it hands out is small.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use ewrap_core::__private::Core;
use ewrap_core::{CallError, CircuitBreaker, CircuitOpen, OwnedPermit, Permit};

use crate::support::{closed, config, half_open, open};

/// Allocations of the action when it is done again; the first time threads and runtimes set themselves up.
fn allocations(mut action: impl FnMut()) -> u64 {
    action();
    measure(|| (0..10).for_each(|_| action())).count_total
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(Box::new(8))), 10);
}

#[test]
fn a_call_through_a_closed_circuit_allocates_nothing() {
    let (breaker, _) = closed(config().threshold(1000));
    assert_eq!(allocations(|| breaker.try_acquire().unwrap().success()), 0);
    assert_eq!(allocations(|| breaker.try_acquire_owned().unwrap().success()), 0);
    assert_eq!(allocations(|| breaker.call(|| Ok::<_, ()>(())).unwrap()), 0);
    assert_eq!(allocations(|| assert!(breaker.can_execute())), 0);
    assert_eq!(allocations(|| breaker.record_success()), 0);
}

#[test]
fn other_outcomes_of_a_closed_circuit_allocate_nothing_either() {
    let (breaker, _) = closed(config().threshold(1000));
    assert_eq!(allocations(|| breaker.try_acquire().unwrap().failure()), 0);
    assert_eq!(allocations(|| breaker.try_acquire().unwrap().ignore()), 0);
    assert_eq!(allocations(|| drop(breaker.try_acquire().unwrap())), 0);
    assert_eq!(allocations(|| breaker.record_failure()), 0);
}

#[test]
fn an_async_call_allocates_nothing() {
    let (breaker, _) = closed(config());
    let call = || {
        let call = pin!(breaker.call_async(async { Ok::<_, ()>(8) }));
        assert!(matches!(call.poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(8))));
    };
    assert_eq!(allocations(call), 0);
}

#[test]
fn a_rejected_call_allocates_nothing() {
    let (breaker, _) = open(config());
    assert_eq!(allocations(|| assert!(breaker.try_acquire().is_err())), 0);
    assert_eq!(allocations(|| assert!(breaker.try_acquire_owned().is_err())), 0);
    assert_eq!(allocations(|| assert!(breaker.call(|| Ok::<_, ()>(())).is_err())), 0);
    assert_eq!(allocations(|| assert!(!breaker.can_execute())), 0);
    breaker.force_open("test");
    assert_eq!(allocations(|| assert!(breaker.try_acquire().is_err())), 0);
}

#[test]
fn a_call_that_half_open_rejects_allocates_nothing() {
    let (breaker, _) = half_open(config());
    let probe = breaker.try_acquire().unwrap();
    assert_eq!(allocations(|| assert!(breaker.try_acquire().is_err())), 0);
    drop(probe);
}

#[test]
fn rejections_and_permits_are_small() {
    assert_eq!(size_of::<CircuitOpen>(), 24);
    assert_eq!(size_of::<CallError<()>>(), 24);
    assert!(size_of::<Permit<'static>>() <= 32);
    assert!(size_of::<OwnedPermit>() <= 32);
    assert_eq!(size_of::<CircuitBreaker>(), size_of::<usize>());
}

#[test]
fn a_breaker_is_less_than_a_kibibyte() {
    assert!(size_of::<Core>() <= 1024, "{} bytes", size_of::<Core>());
}
