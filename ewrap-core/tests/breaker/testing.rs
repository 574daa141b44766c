//! Scopes and outages for tests (feature `test-util`).

use std::sync::Barrier;
use std::thread;

use ewrap_core::testing::{Scope, force_open};
use ewrap_core::{Config, Registry, State};

use crate::support::{TIMEOUT, config, trip};

fn strict() -> Config {
    config().threshold(1).build().unwrap()
}

fn is_here(name: &'static str) -> bool {
    Registry::global().get(name).is_some()
}

#[test]
fn a_scope_takes_the_place_of_the_global_registry_until_it_ends() {
    let scope = Scope::new();
    {
        let _entered = scope.enter();
        let _ = Registry::global().get_or_register("tests.in_scope", strict()).unwrap();
        assert!(is_here("tests.in_scope"));
    }
    assert!(!is_here("tests.in_scope"));
    assert!(scope.registry().get("tests.in_scope").is_some());
    let _entered_again = scope.enter();
    assert!(is_here("tests.in_scope"));
}

#[test]
fn scopes_nest() {
    let (outer, inner) = (Scope::new(), Scope::default());
    let _ = outer.registry().get_or_register("tests.outer", strict()).unwrap();
    let _ = inner.registry().get_or_register("tests.inner", strict()).unwrap();
    let _entered = outer.enter();
    {
        let _entered = inner.enter();
        assert!(is_here("tests.inner") && !is_here("tests.outer"));
        {
            let _entered = outer.clone().enter();
            assert!(is_here("tests.outer") && !is_here("tests.inner"));
        }
        assert!(is_here("tests.inner") && !is_here("tests.outer"));
    }
    assert!(is_here("tests.outer") && !is_here("tests.inner"));
}

#[test]
fn a_guard_ends_its_own_scope_whatever_the_order() {
    let (first, second) = (Scope::new(), Scope::new());
    let _ = first.registry().get_or_register("tests.first", strict()).unwrap();
    let _ = second.registry().get_or_register("tests.second", strict()).unwrap();
    let entered_first = first.enter();
    let entered_second = second.enter();
    drop(entered_first);
    assert!(is_here("tests.second"), "its guard is still held");
    drop(entered_second);
    assert!(!is_here("tests.first") && !is_here("tests.second"));
}

#[test]
fn a_scope_ends_with_a_panic() {
    let scope = Scope::new();
    let _ = scope.registry().get_or_register("tests.panic", strict()).unwrap();
    crate::support::panic_with(|| scope.enter());
    assert!(!is_here("tests.panic"));
}

#[test]
fn a_scope_has_its_own_clock() {
    let scope = Scope::new();
    let _entered = scope.enter();
    let breaker = Registry::global().get_or_register("tests.clock", strict()).unwrap();
    trip(&breaker);
    assert!(!breaker.can_execute());
    scope.clock().advance(TIMEOUT);
    assert!(breaker.can_execute());
}

#[test]
fn two_threads_in_two_scopes_do_not_disturb_each_other() {
    let meet = Barrier::new(2);
    let alone = |fails: bool| {
        let scope = Scope::new();
        let _entered = scope.enter();
        for round in 0..100 {
            let breaker = Registry::global().get_or_register("tests.shared_name", strict()).unwrap();
            if fails {
                breaker.record_failure();
            } else {
                breaker.record_success();
                assert_eq!(breaker.snapshot().counts.success, round + 1);
            }
            meet.wait();
            let expected = if fails { State::Open } else { State::Closed };
            assert_eq!(breaker.state(), expected);
            meet.wait();
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| alone(true));
        scope.spawn(|| alone(false));
    });
    assert!(!is_here("tests.shared_name"));
}

#[test]
fn a_thread_that_is_spawned_is_not_in_the_scope() {
    let scope = Scope::new();
    let _ = scope.registry().get_or_register("tests.spawned", strict()).unwrap();
    let _entered = scope.enter();
    assert!(!thread::spawn(|| is_here("tests.spawned")).join().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_future_is_in_the_scope_on_every_thread_that_polls_it() {
    let scopes = [Scope::new(), Scope::new()];
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let scope = &scopes[number % 2];
            tokio::spawn(scope.run(async move {
                for _ in 0..50 {
                    let breaker = Registry::global().get_or_register("tests.run", strict()).unwrap();
                    breaker.record_success();
                    tokio::task::yield_now().await;
                }
            }))
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for scope in &scopes {
        assert_eq!(scope.registry().get("tests.run").unwrap().snapshot().counts.success, 8 * 50);
    }
    assert!(!is_here("tests.run"));
}

#[tokio::test]
async fn futures_of_two_scopes_on_one_thread_do_not_disturb_each_other() {
    let (one, other) = (Scope::new(), Scope::new());
    let use_it = |fails: bool| async move {
        for _ in 0..10 {
            let breaker = Registry::global().get_or_register("tests.join", strict()).unwrap();
            if fails {
                breaker.record_failure();
            } else {
                breaker.record_success();
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::join!(one.run(use_it(true)), other.run(use_it(false)));
    assert_eq!(one.registry().get("tests.join").unwrap().state(), State::Open);
    assert_eq!(other.registry().get("tests.join").unwrap().state(), State::Closed);
}

#[tokio::test]
async fn a_future_in_a_scope_may_enter_another() {
    let (outer, inner) = (Scope::new(), Scope::new());
    let _ = inner.registry().get_or_register("tests.inner_future", strict()).unwrap();
    outer
        .run(async {
            assert!(inner.run(async { is_here("tests.inner_future") }).await);
            assert!(!is_here("tests.inner_future"));
        })
        .await;
}

#[test]
fn an_outage_lasts_as_long_as_its_guard() {
    let scope = Scope::new();
    let _entered = scope.enter();
    let breaker = Registry::global().get_or_register("tests.outage", strict()).unwrap();
    {
        let _outage = force_open("tests.outage");
        scope.clock().advance(TIMEOUT * 100);
        assert_eq!(breaker.state(), State::ForcedOpen);
    }
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn an_outage_of_a_breaker_that_does_not_exist_makes_it() {
    let scope = Scope::new();
    let _entered = scope.enter();
    let outage = force_open("tests.unheard_of");
    assert_eq!(scope.registry().get("tests.unheard_of").unwrap().state(), State::ForcedOpen);
    drop(outage);
    assert_eq!(scope.registry().get("tests.unheard_of").unwrap().config(), Config::DEFAULT);
}

#[test]
fn an_outage_is_over_when_a_test_panics() {
    let scope = Scope::new();
    let _entered = scope.enter();
    crate::support::panic_with(|| force_open("tests.panicked"));
    assert_eq!(scope.registry().get("tests.panicked").unwrap().state(), State::Closed);
}
