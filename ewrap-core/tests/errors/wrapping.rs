//! `.wrap(..)` on every result: what the error means is kept whatever its type is.

use std::error::Error as StdError;
use std::io;

use ewrap::{CaptureExt, Error, ErrorKind, ResultExt};

use crate::support::{Foreign, StockError};

#[test]
fn a_derived_error_keeps_its_metadata_without_a_conversion() {
    let error = Err::<(), _>(StockError::new(8)).wrap_with(|| format!("cart {}", 3)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.code(), Some("stock.no_item"));
    assert_eq!(error.metadata::<u32>("item"), Some(8));
    assert_eq!(Error::from_error(StockError::new(8)).kind(), ErrorKind::NotFound);
    assert_eq!(Err::<(), _>(StockError::new(8)).capture().unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn a_derived_error_is_converted_by_question_mark() {
    fn cart() -> ewrap::Result<()> {
        Err(StockError::new(8))?;
        Ok(())
    }
    let error = cart().unwrap_err();
    assert_eq!(error.code(), Some("stock.no_item"));
    assert_eq!(error.downcast::<StockError>().unwrap().item, 8);
}

#[test]
fn a_derived_error_below_others_is_found() {
    let inner = Error::from(StockError::new(8)).wrap(String::from("inner"));
    let middle = StockError { source: Some(Box::new(inner)), ..StockError::new(9) };
    let error = Error::from_error(Foreign("foreign".into(), Some(Box::new(Error::from(middle)))));
    assert_eq!(error.code(), Some("stock.no_item"));
    assert_eq!(error.metadata::<u32>("item"), Some(9), "the outermost");
    assert_eq!(format!("{error:#}"), "foreign: no item 9: inner: no item 8");
}

#[test]
fn a_foreign_error_is_taken_in() {
    assert_eq!(Err::<(), _>(Foreign::new("x")).capture().unwrap_err().to_string(), "x");
    let error = Err::<(), _>(Foreign::new("x")).with_meta("attempt", 3).unwrap_err();
    assert_eq!(error.metadata::<u64>("attempt"), Some(3));
}

/// Where stable Rust cannot find it: this pins what the documentation says.
#[test]
fn a_derived_error_whose_type_is_forgotten_is_a_text() {
    let boxed: Box<dyn StdError + Send + Sync> = Box::new(StockError::new(8));
    let error = Error::from(boxed);
    assert_eq!(error.to_string(), "no item 8");
    assert_eq!(error.kind(), ErrorKind::Unknown);
    assert_eq!(error.downcast_ref::<StockError>().unwrap().item, 8);
}

#[test]
fn std_errors_keep_what_they_say() {
    let error = Err::<(), _>(io::Error::from(io::ErrorKind::TimedOut)).wrap("no answer").unwrap_err();
    assert_eq!((error.kind(), error.retryable()), (ErrorKind::Timeout, Some(true)));
    let error = "x".parse::<u8>().wrap("no number").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
}

#[test]
fn the_message_is_made_only_if_there_is_an_error() {
    let never = || -> String { panic!("nobody needs it") };
    assert_eq!(Ok::<_, io::Error>(8).wrap_with(never).unwrap(), 8);
    assert_eq!(Some(8).wrap_with(never).unwrap(), 8);
    assert_eq!(None::<u8>.wrap("none").unwrap_err().to_string(), "none");
}
