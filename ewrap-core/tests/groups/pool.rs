//! The pool: buffers come back, errors do not, and nothing is allocated once it is warm.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use allocation_counter::measure;
use ewrap_core::{ErrorGroup, ErrorGroupPool};

use crate::support::{Drops, OnDrop};

fn allocations(mut action: impl FnMut()) -> u64 {
    action();
    measure(|| (0..10).for_each(|_| action())).count_total
}

#[test]
fn a_warm_pool_allocates_nothing() {
    let pool = ErrorGroupPool::new();
    let batch = |pool: &ErrorGroupPool<u64>| {
        let mut group = pool.get();
        (0..64).for_each(|it| group.push(it));
        assert_eq!(group.len(), 64);
    };
    assert_eq!(allocations(|| batch(&pool)), 0);
    assert!(allocations(|| drop((0..64_u64).collect::<ErrorGroup<_>>())) > 0, "the counter counts");
}

#[test]
fn a_group_without_errors_touches_neither_pool_nor_allocator() {
    let pool = ErrorGroupPool::<u64>::new();
    assert_eq!(allocations(|| pool.get().into_result().unwrap()), 0);
    assert_eq!(allocations(|| assert!(pool.get().is_empty())), 0);
    assert_eq!(pool.resting(), 0);
}

#[test]
fn a_buffer_comes_back_empty_and_with_its_room() {
    let pool = ErrorGroupPool::new();
    let mut group = pool.get();
    group.extend(0..100);
    drop(group);
    assert_eq!(pool.resting(), 1);
    let mut again = pool.get();
    again.push(1);
    assert_eq!(again.as_slice(), [1]);
    assert!(again.capacity() >= 100);
    assert_eq!(pool.resting(), 0);
}

#[test]
fn into_result_moves_the_errors_out() {
    let pool = ErrorGroupPool::new();
    let work = || {
        let mut group = pool.get();
        group.push("a");
        group.push("b");
        group.into_result()
    };
    assert_eq!(work().unwrap_err().as_slice(), ["a", "b"]);
    assert_eq!(pool.resting(), 0, "the buffer went with them");
}

#[test]
fn into_result_brings_the_buffer_back_if_there_are_no_errors() {
    let pool = ErrorGroupPool::<u8>::new();
    let mut group = pool.get();
    group.reserve(8);
    assert_eq!(group.into_result_with("done"), Ok("done"));
    assert_eq!(pool.resting(), 1);
}

#[test]
fn options_hold_for_every_group() {
    let pool = ErrorGroupPool::new().bounded(2);
    for _ in 0..3 {
        let mut group = pool.get();
        group.extend(0..5);
        assert_eq!((group.len(), group.total(), group.max()), (2, 5, Some(2)));
        let group = group.into_group();
        assert_eq!((group.total(), group.max()), (5, Some(2)));
        assert_eq!(pool.get().into_group().max(), Some(2));
    }
}

#[test]
fn what_is_kept_is_bounded() {
    let pool = ErrorGroupPool::new().keep_buffers(2).keep_capacity(8);
    let groups: Vec<_> = (0..5)
        .map(|it| {
            let mut group = pool.get();
            group.push(it);
            group
        })
        .collect();
    drop(groups);
    assert_eq!(pool.resting(), 2);
    let mut large = pool.get();
    large.extend(0..100);
    drop(large);
    assert_eq!(pool.resting(), 1, "the buffer had grown too large");
}

#[test]
fn errors_without_size_need_no_buffers() {
    let pool = ErrorGroupPool::new();
    let mut group = pool.get();
    group.extend([(), ()]);
    assert_eq!(group.len(), 2);
    drop(group);
    assert_eq!(pool.resting(), 0);
}

#[test]
fn a_destructor_that_panics_leaves_the_pool_usable() {
    let pool = ErrorGroupPool::new();
    let drops = Drops::default();
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut group = pool.get();
        group.push(Drops { count: drops.count.clone(), panics: true });
        group.push(drops.clone());
    }));
    assert!(result.is_err());
    assert_eq!(drops.seen(), 2);
    pool.get().push(drops.clone());
    assert_eq!(pool.resting(), 1);
}

#[test]
fn a_destructor_may_use_the_pool() {
    let pool: &ErrorGroupPool<Box<dyn FnOnce()>> = Box::leak(Box::new(ErrorGroupPool::new()));
    let uses_it = OnDrop(move || pool.get().push(Box::new(|| {})));
    pool.get().push(Box::new(move || drop(uses_it)));
    assert_eq!(pool.resting(), 2);
}

#[test]
fn threads_share_a_pool() {
    let pool = ErrorGroupPool::new();
    thread::scope(|scope| {
        for thread in 0..4 {
            let pool = &pool;
            scope.spawn(move || {
                for round in 0..500 {
                    let mut group = pool.get();
                    group.extend([thread, round]);
                    assert_eq!(group.as_slice(), [thread, round]);
                }
            });
        }
    });
    assert!((1..=4).contains(&pool.resting()));
}
