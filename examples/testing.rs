//! How do I test a function that has a breaker?
//!
//! With the feature `test-util`, in `[dev-dependencies]`. A `Scope` gives each test its own breakers on its own clock, so
//! tests that run at once do not trip one another and nobody sleeps; `force_open` plays an outage. In a real crate each
//! of the functions below is a `#[test]`.

use std::time::Duration;

use ewrap::testing::{Scope, force_open};
use ewrap::{CircuitOpen, Registry, State, circuit_breaker};

#[derive(Debug, thiserror::Error)]
enum StockError {
    #[error("warehouse unreachable")]
    Unreachable,
    #[error(transparent)]
    Open(#[from] CircuitOpen),
}

/// The code under test: it uses the global registry, as most code does.
#[circuit_breaker(name = "warehouse", threshold = 2, timeout = "60s")]
fn stock(warehouse_is_up: bool) -> Result<u32, StockError> {
    if warehouse_is_up { Ok(12) } else { Err(StockError::Unreachable) }
}

/// The page that must never be empty.
async fn page(warehouse_is_up: bool) -> String {
    tokio::task::yield_now().await;
    match stock(warehouse_is_up) {
        Ok(pieces) => format!("{pieces} in stock"),
        Err(_) => "ask us".to_owned(),
    }
}

fn two_failures_open_the_circuit_for_a_minute() {
    let scope = Scope::new();
    let _entered = scope.enter();
    assert!(matches!(stock(false), Err(StockError::Unreachable)));
    assert!(matches!(stock(false), Err(StockError::Unreachable)));
    assert!(matches!(stock(true), Err(StockError::Open(_))), "the warehouse is up, but nobody asks it");

    scope.clock().advance(Duration::from_secs(60));
    assert!(stock(true).is_ok(), "the probe");
    assert_eq!(Registry::global().get("warehouse").map(|breaker| breaker.state()), Some(State::Closed));
}

fn another_test_starts_from_nothing() {
    let scope = Scope::new();
    let _entered = scope.enter();
    assert!(Registry::global().get("warehouse").is_none());
    assert!(stock(true).is_ok());
}

fn a_rejection_says_when_to_come_back() {
    let scope = Scope::new();
    let _entered = scope.enter();
    let _ = (stock(false), stock(false));
    scope.clock().advance(Duration::from_secs(45));
    match stock(true) {
        Err(StockError::Open(open)) => assert_eq!(open.retry_after(), Some(Duration::from_secs(15))),
        other => panic!("not rejected: {other:?}"),
    }
}

async fn the_page_survives_an_outage() {
    let scope = Scope::new();
    let during = scope.run(async {
        let _outage = force_open("warehouse");
        page(true).await
    });
    assert_eq!(during.await, "ask us");
    assert_eq!(scope.run(page(true)).await, "12 in stock");
}

fn no_two_functions_contradict_each_other() {
    assert!(Registry::global().check().is_ok());
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    two_failures_open_the_circuit_for_a_minute();
    println!("ok  two failures open the circuit for a minute");
    another_test_starts_from_nothing();
    println!("ok  another test starts from nothing");
    a_rejection_says_when_to_come_back();
    println!("ok  a rejection says when to come back");
    the_page_survives_an_outage().await;
    println!("ok  the page survives an outage");
    no_two_functions_contradict_each_other();
    println!("ok  no two functions contradict each other");
}
