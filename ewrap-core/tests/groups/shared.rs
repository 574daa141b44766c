//! The group of several threads: nothing is lost, and no code of the user's runs under its lock.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use ewrap_core::{ErrorGroup, SharedErrorGroup};

use crate::support::OnDrop;

#[test]
fn no_error_of_any_thread_is_lost() {
    let shared = SharedErrorGroup::new();
    thread::scope(|scope| {
        for thread in 0..4 {
            let shared = shared.clone();
            scope.spawn(move || {
                (0..500).for_each(|it| shared.push((thread, it)));
                shared.extend((500..1000).map(|it| (thread, it)));
            });
        }
    });
    let mut errors = shared.into_inner().unwrap().into_vec();
    for thread in 0..4 {
        let own = errors.iter().filter(|it| it.0 == thread).map(|it| it.1);
        assert!(own.eq(0..1000), "each thread's errors stand in its order");
    }
    errors.sort_unstable();
    errors.dedup();
    assert_eq!(errors.len(), 4000);
}

#[test]
fn take_while_others_push_loses_nothing() {
    let shared = SharedErrorGroup::bounded(10);
    let taken = thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..1000).for_each(|it| shared.push(it)));
        }
        (0..100)
            .map(|_| {
                thread::yield_now();
                shared.take().total()
            })
            .sum::<usize>()
    });
    assert_eq!(taken + shared.take().total(), 2000);
    assert_eq!(shared.take().max(), Some(10));
}

#[test]
fn exactly_one_of_the_last_handles_gets_the_group() {
    for _ in 0..100 {
        let shared = SharedErrorGroup::new();
        shared.push(1);
        let other = shared.clone();
        let other = thread::spawn(move || other.into_inner());
        let mine = shared.into_inner();
        let got = [mine, other.join().unwrap()];
        assert_eq!(got.iter().flatten().map(ErrorGroup::len).collect::<Vec<_>>(), [1]);
    }
}

#[test]
fn an_error_that_is_not_kept_is_dropped_outside_of_the_lock() {
    let shared = SharedErrorGroup::bounded(1);
    let handle = shared.clone();
    shared.push(None);
    // Its destructor would wait for ever for a lock that its own thread holds.
    shared.push(Some(Box::new(OnDrop(move || assert_eq!(handle.len(), 1))) as Box<dyn std::any::Any>));
    assert_eq!(shared.take().total(), 2);
}

#[test]
fn an_iterator_may_use_the_group_that_it_fills() {
    let shared = SharedErrorGroup::new();
    shared.extend((0..3).map(|_| shared.len()));
    assert_eq!(shared.take().as_slice(), [0, 1, 2]);
}

#[test]
fn a_panic_leaves_it_usable() {
    let shared = SharedErrorGroup::bounded(1);
    shared.push(None);
    let panics = catch_unwind(AssertUnwindSafe(|| shared.push(Some(OnDrop(|| panic!("a destructor that panics"))))));
    assert!(panics.is_err());
    let panics = catch_unwind(AssertUnwindSafe(|| shared.extend((0..1).map(|_| panic!("an iterator that panics")))));
    assert!(panics.is_err());
    assert_eq!((shared.len(), shared.is_empty()), (1, false));
    assert_eq!(shared.take().total(), 2);
    assert!(shared.take().into_result().is_ok());
}

#[test]
fn debug_does_not_ask_the_errors() {
    struct Silent;
    let shared = SharedErrorGroup::new();
    shared.push(Silent);
    assert_eq!(format!("{shared:?}"), "SharedErrorGroup { len: 1, .. }");
}
