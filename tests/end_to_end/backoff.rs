//! `backoff` on annotated functions.

use std::time::Duration;

use ewrap::{Backoff, CircuitOpen, Registry, circuit_breaker};

use crate::support::{Entry, enter};

#[derive(Debug)]
enum Failed {
    Down,
    Open(CircuitOpen),
}

impl From<CircuitOpen> for Failed {
    fn from(open: CircuitOpen) -> Self {
        Self::Open(open)
    }
}

macro_rules! functions {
    ($($name:ident, $text:literal, $backoff:expr;)*) => {$(
        #[circuit_breaker(name = $text, threshold = 1, timeout = "10s", backoff = $backoff)]
        fn $name() -> Result<(), Failed> {
            Err(Failed::Down)
        }
    )*};
}

const LISTED: Backoff = Backoff::list(&[Duration::from_secs(1), Duration::from_secs(5)]);

functions! {
    by_const, "backoff.const", LISTED;
    by_path, "backoff.path", Backoff::linear(Duration::from_secs(25));
}

#[circuit_breaker(name = "backoff.exponential", threshold = 1, timeout = "10s", backoff = exponential(factor = 3, max = "1m"))]
fn exponential() -> Result<(), Failed> {
    Err(Failed::Down)
}

#[circuit_breaker(name = "backoff.default", threshold = 1, timeout = "10s", backoff = exponential)]
async fn default() -> Result<(), Failed> {
    Err(Failed::Down)
}

#[circuit_breaker(name = "backoff.linear", threshold = 1, timeout = "10s", backoff = linear(max = "25s"))]
fn linear() -> Result<(), Failed> {
    Err(Failed::Down)
}

#[circuit_breaker(name = "backoff.list", threshold = 1, timeout = "10s", backoff = list("1s", "5s"))]
fn list() -> Result<(), Failed> {
    Err(Failed::Down)
}

/// How long each of four openings lasts, in seconds.
fn openings(entry: &Entry, function: impl Fn() -> Result<(), Failed>) -> [u64; 4] {
    [(); 4].map(|()| {
        assert!(matches!(function(), Err(Failed::Down)));
        let Err(Failed::Open(open)) = function() else { panic!("the circuit is open") };
        let waits = open.retry_after().expect("it is open");
        entry.scope.clock().advance(waits);
        waits.as_secs()
    })
}

#[test]
fn openings_last_as_the_attribute_says() {
    let entry = enter();
    assert_eq!(openings(&entry, exponential), [10, 30, 60, 60]);
    assert_eq!(openings(&entry, || crate::support::block_on(default())), [10, 20, 40, 80]);
    assert_eq!(openings(&entry, linear), [10, 20, 25, 25]);
    assert_eq!(openings(&entry, by_path), [10, 20, 25, 25]);
    assert_eq!(openings(&entry, list), [1, 5, 5, 5]);
    assert_eq!(openings(&entry, by_const), [1, 5, 5, 5]);
    let config = Registry::global().get("backoff.exponential").expect("called").config();
    assert_eq!(config.backoff(), Backoff::exponential(3.0, Duration::from_secs(60)));
}
