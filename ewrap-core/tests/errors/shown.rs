//! What a person reads: `{}`, `{:#}` and `{:?}`, word for word.

use std::io;
use std::time::Duration;

use ewrap::{CallError, CircuitBreaker, Error, ErrorKind, Redact, ResultExt, Severity, err};

use crate::support::{Several, StockError};

/// `{:?}` without the backtrace that the environment may ask for; every place is `here`.
fn story(error: &Error) -> String {
    let story = format!("{error:?}");
    let story = story.split("\n\nBacktrace:\n").next().unwrap();
    let place = |line: &str| match line.split_once("at ewrap-core/tests/errors/shown.rs:") {
        Some((indent, _)) if indent.trim().is_empty() => format!("{indent}at here"),
        _ => line.to_owned(),
    };
    story.lines().map(place).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_plain_error_is_short() {
    assert_eq!(story(&err!("no route")), "no route\n  at here");
}

#[test]
fn the_whole_story() {
    let error = Error::from(io::Error::new(io::ErrorKind::ConnectionRefused, "connection refused"))
        .with("host", "db-1")
        .with("port", 5432)
        .wrap_for_tests()
        .wrap("cannot load the cart")
        .with_kind(ErrorKind::Database)
        .with_code("cart.load")
        .with_http_status(503)
        .with_severity(Severity::Critical)
        .with_retry_after(Duration::from_secs(2))
        .with("attempt", 3)
        .with_pii("email", "ann@example.com")
        .with_redacted("card", "4242424242424242", Redact::Last4)
        .with_recovery("is the database up?", ["look at its log", "restart it"], "https://example.com/db");
    let expected = "\
cannot load the cart
  database, code cart.load, HTTP 503, critical, retryable, retry in 2s
  attempt: 3
  email: ***
  card: ***4242
  at here

Caused by:
  1. query failed
     SELECT *
     FROM cart
     at here
  2. connection refused
     host: \"db-1\"
     port: 5432
     at here

Help: is the database up?
  1. look at its log
  2. restart it
  See https://example.com/db";
    assert_eq!(story(&error), expected);
    assert_eq!(error.to_string(), "cannot load the cart");
    assert_eq!(format!("{error:#}"), "cannot load the cart: query failed\nSELECT *\nFROM cart: connection refused");
}

trait WrapForTests {
    fn wrap_for_tests(self) -> Error;
}

impl WrapForTests for Error {
    fn wrap_for_tests(self) -> Error {
        self.wrap("query failed\nSELECT *\nFROM cart")
    }
}

#[test]
fn steps_and_docs_without_help() {
    let error = Error::new("no route").with_step("look").with_docs("https://example.com");
    assert_eq!(story(&error), "no route\n  at here\n\nHelp:\n  1. look\n  See https://example.com");
    let error = Error::new("no route").with_docs("https://example.com");
    assert_eq!(story(&error), "no route\n  at here\n\nSee https://example.com");
}

#[test]
fn members_of_a_group_are_numbered() {
    let members = vec![Error::new("a").wrap("b"), Error::from(StockError::new(8))];
    let error = Error::from_meta(Several(members)).wrap("import failed");
    assert_eq!(format!("{error:#}"), "import failed: 2 errors [b; no item 8]");
    let expected = "\
import failed
  not retryable
  at here

Caused by:
  1. 2 errors
     at here
  1.1. b
       at here
  1.1.1. a
         at here
  1.2. no item 8
       item: 8
       email: ***
       at here";
    assert_eq!(story(&error), expected);
}

#[test]
fn a_layer_that_stands_for_another_is_not_told_twice() {
    let breaker = CircuitBreaker::new("stock", 5, Duration::from_secs(60));
    let result = breaker.call(|| Err::<(), _>(StockError::new(8)));
    let error = Error::from_meta(result.unwrap_err()).with("attempt", 3).wrap("no cart");
    assert_eq!(format!("{error:#}"), "no cart: no item 8");
    let expected = "\
no cart
  not_found, code stock.no_item, not retryable
  at here

Caused by:
  1. no item 8
     attempt: 3
     item: 8
     email: ***
     at here";
    assert_eq!(story(&error), expected);
    let _: CallError<StockError> = error.downcast().unwrap();
}

#[test]
fn main_prints_the_story() {
    fn main() -> ewrap::Result<()> {
        "x".parse::<u8>().wrap("the port is no number")?;
        Ok(())
    }
    let shown = format!("Error: {:?}", main().unwrap_err());
    assert!(shown.starts_with("Error: the port is no number\n  validation, not retryable\n  at ewrap-core/tests"));
}
