//! What a call costs beside time: nothing is allocated for it, and what it hands out is small.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use allocation_counter::measure;
use ewrap_core::__private::Core;
use ewrap_core::{CallError, CircuitBreaker, CircuitOpen, Config, ConfigBuilder, OwnedPermit, Permit, Window};

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
fn a_call_under_any_policy_allocates_nothing() {
    let time = config().failure_rate(1.0).window(Window::time(Duration::from_secs(10)));
    for settings in [
        config().failure_rate(1.0).min_calls(100),
        time,
        time.slow_call(Duration::from_secs(1)).slow_rate(0.5),
        config().lumping(Duration::from_secs(1)).error_free_reset(Duration::from_secs(1)),
    ] {
        let (breaker, clock) = closed(settings.threshold(1000));
        assert_eq!(allocations(|| breaker.try_acquire().unwrap().success()), 0);
        assert_eq!(allocations(|| breaker.try_acquire().unwrap().ignore()), 0);
        let fails = || {
            breaker.try_acquire().unwrap().success();
            breaker.try_acquire().unwrap().failure();
            clock.advance(Duration::from_millis(300));
        };
        assert_eq!(allocations(fails), 0);
    }
}

#[test]
fn a_call_of_a_known_key_allocates_nothing() {
    let (breaker, _) = closed(config());
    assert_eq!(allocations(|| breaker.keyed("a").try_acquire().unwrap().success()), 0);
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

/// Bytes that stay allocated.
fn bytes(mut make: impl FnMut() -> CircuitBreaker) -> u64 {
    drop(make());
    let mut held = None;
    let info = measure(|| held = Some(make()));
    drop(held);
    u64::try_from(info.bytes_current).unwrap()
}

#[test]
fn a_breaker_is_small_under_each_policy() {
    let of =
        |settings: ConfigBuilder| bytes(|| CircuitBreaker::builder("db").config(settings.build().unwrap()).build());
    let rate = Config::builder().failure_rate(0.5);
    let time = rate.window(Window::time(Duration::from_secs(10)));
    let sizes = [
        ("default", of(Config::builder()), 1024),
        ("ramp", of(Config::builder().ramp(Duration::from_secs(10))), 2048),
        ("window of 100 calls", of(rate), 2560),
        ("window of 1000 calls", of(rate.window(Window::calls(1000))), 6144),
        ("window of time", of(time), 5632),
        ("the same, with slow calls", of(time.slow_call(Duration::from_secs(1)).slow_rate(0.5)), 6144),
    ];
    for (policy, size, most) in sizes {
        println!("{policy}: {size} bytes");
        assert!(size <= most, "{policy}: {size} bytes");
    }
    assert!(size_of::<Core>() <= 256, "{} bytes", size_of::<Core>());
}

#[test]
fn ten_thousand_keys_are_a_few_mebibytes() {
    let of_keys = |settings: ConfigBuilder| {
        let breaker = CircuitBreaker::builder("db").config(settings.build().unwrap()).build();
        let info = measure(|| (0..10_000_u32).for_each(|key| drop(breaker.keyed(&key))));
        let kept = breaker.snapshot().keys as u64;
        u64::try_from(info.bytes_current).unwrap() / kept
    };
    let time = Config::builder().failure_rate(0.5).window(Window::time(Duration::from_secs(10)));
    let sizes = [of_keys(Config::builder()), of_keys(time)];
    println!("bytes a key: {sizes:?}");
    assert!(sizes[0] <= 320 && sizes[1] <= 1664, "{sizes:?}");
}
