//! What an error costs: allocations, counted.

use std::hint::black_box;
use std::io;
use std::process::Command;
use std::time::Duration;

use allocation_counter::measure;
use ewrap::{CircuitBreaker, Error, ErrorKind, ResultExt, Severity};

use crate::support::{Foreign, StockError};

/// Allocations of one run; the first sets lists and tables up.
fn allocations<T>(mut action: impl FnMut() -> T) -> u64 {
    drop(black_box(action()));
    measure(|| drop(black_box(action()))).count_total
}

/// Backtraces are allocated; where they are asked for, the test runs again in a process that does not ask.
fn without_backtraces(test: &str, body: impl FnOnce()) {
    if Error::new("x").backtrace().is_none() {
        return body();
    }
    let mut again = Command::new(std::env::current_exe().unwrap());
    let output = again.args(["--exact", test]).env("RUST_LIB_BACKTRACE", "0").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn making_is_one_allocation_a_layer() {
    without_backtraces("costs::making_is_one_allocation_a_layer", || {
        assert_eq!(allocations(|| Error::new("x")), 1, "a literal");
        assert_eq!(allocations(|| Error::new("x").with_kind(ErrorKind::Timeout).with_http_status(504)), 1);
        assert_eq!(allocations(|| Error::new("x").with_severity(Severity::Info).with_retryable(true)), 1);
        assert_eq!(allocations(|| Error::new("x").wrap("y").wrap("z").wrap("w")), 4);
        assert_eq!(allocations(|| Error::new("x").with("a", 1).with("b", 2)), 3, "node, extension, list");
        assert_eq!(allocations(|| Error::from(io::Error::from(io::ErrorKind::TimedOut))), 1);
        assert_eq!(allocations(|| Err::<(), _>(io::Error::from(io::ErrorKind::TimedOut)).wrap("y")), 2);
        assert_eq!(allocations(|| Error::new("x").into_shared()), 2);
    });
}

#[test]
fn taking_in_an_error_of_another_type_is_two() {
    without_backtraces("costs::taking_in_an_error_of_another_type_is_two", || {
        let stock = || StockError { item: 8, email: String::new(), source: None };
        assert_eq!(allocations(|| Error::from_meta(stock())), 2, "the error, and the node");
        assert_eq!(allocations(|| Error::from_error(stock())), 2);
        assert_eq!(allocations(|| Error::from_error(Foreign(String::new(), None))), 2);
        assert_eq!(allocations(|| Err::<(), _>(stock()).wrap("y")), 3);
    });
}

#[test]
fn a_rejection_is_one() {
    without_backtraces("costs::a_rejection_is_one", || {
        let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
        breaker.record_failure();
        assert_eq!(allocations(|| Error::from(breaker.try_acquire().unwrap_err())), 1);
    });
}

#[test]
fn asking_allocates_nothing() {
    let error = Error::from(StockError::new(8))
        .with("attempt", 3)
        .with_help("call Ann")
        .with_retry_after(Duration::from_secs(1))
        .wrap(String::from("no cart"))
        .wrap(String::from("no page"));
    assert_eq!(allocations(|| error.kind()), 0);
    assert_eq!(allocations(|| error.severity()), 0);
    assert_eq!(allocations(|| error.code().is_some()), 0);
    assert_eq!(allocations(|| error.http_status()), 0);
    assert_eq!(allocations(|| error.grpc_code()), 0);
    assert_eq!(allocations(|| error.retryable()), 0);
    assert_eq!(allocations(|| error.retry_after()), 0);
    assert_eq!(allocations(|| error.can_retry()), 0);
    assert_eq!(allocations(|| error.verdict()), 0);
    assert_eq!(allocations(|| error.metadata::<u64>("attempt")), 0);
    assert_eq!(allocations(|| error.metadata::<&str>("none").is_none()), 0);
    assert_eq!(allocations(|| error.safe_message()), 0);
    assert_eq!(allocations(|| error.help()), 0);
    assert_eq!(allocations(|| error.location().line()), 0);
    assert_eq!(allocations(|| error.downcast_ref::<StockError>().is_some()), 0);
    assert_eq!(allocations(|| error.root_cause().is::<StockError>()), 0);
}

#[test]
fn asking_a_literal_for_its_message_allocates_nothing() {
    let error = Error::new("x").wrap("no page");
    assert_eq!(allocations(|| error.safe_message()), 0);
}
