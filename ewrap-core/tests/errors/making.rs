//! How errors are made, where they say they were made, and how they get back to the types they came from.

use std::error::Error as StdError;
use std::io;
use std::num::ParseIntError;
use std::panic::{RefUnwindSafe, UnwindSafe};

use ewrap::{Error, ErrorKind, ResultExt, SharedError, bail, ensure, err};

use crate::support::{Foreign, StockError};

#[test]
fn a_literal_is_safe_and_made_text_is_not() {
    let number = 8;
    assert_eq!(Error::new("no route").safe_message(), "no route");
    assert_eq!(Error::new(String::from("no route")).safe_message(), "internal error");
    assert_eq!(err!("no route").safe_message(), "no route");
    assert_eq!(err!("no route to {number}").safe_message(), "internal error");
    assert_eq!(err!("no route to {}", number).safe_message(), "internal error");
    assert_eq!(err!("braces {{}}").safe_message(), "braces {}");
}

#[test]
fn the_place_is_that_of_the_caller() {
    const QUESTION_MARK: u32 = line!() + 2;
    fn question_mark() -> ewrap::Result<()> {
        Err(io::Error::other("x"))?;
        Ok(())
    }
    const BAIL: u32 = line!() + 2;
    fn bailed() -> ewrap::Result<()> {
        bail!("no")
    }
    const ENSURE: u32 = line!() + 2;
    fn ensured(number: u32) -> ewrap::Result<()> {
        ensure!(number > 2, "no");
        Ok(())
    }
    let line = |error: Error| error.location().line();
    assert_eq!(line(Error::new("x")), line!());
    assert_eq!(line(err!("x")), line!());
    assert_eq!(line(err!("x {}", 8)), line!());
    assert_eq!(line(Err::<(), _>(Foreign::new("x")).wrap("y").unwrap_err()), line!());
    assert_eq!(line(None::<()>.wrap("y").unwrap_err()), line!());
    assert_eq!(line(Error::from(StockError::new(1))), line!());
    assert_eq!(line(question_mark().unwrap_err()), QUESTION_MARK);
    assert_eq!(line(bailed().unwrap_err()), BAIL);
    assert_eq!(line(ensured(1).unwrap_err()), ENSURE);
    assert!(Error::new("x").location().file().ends_with("making.rs"));
}

#[test]
fn an_error_of_ours_is_not_wrapped_into_itself() {
    let place = |error: &Error| error.location().line();
    let error = Error::new("x");
    let line = place(&error);
    let error = Error::from_error(error);
    assert_eq!(place(&error), line);
    let error = Error::from(Box::<dyn StdError + Send + Sync>::from(error));
    assert_eq!(place(&error), line);
    let error = Err::<(), _>(error).wrap("y").unwrap_err();
    assert_eq!(format!("{error:#}"), "y: x");
}

#[test]
fn types_come_back_through_any_number_of_layers() {
    let error = Error::from_error(Foreign::new("x")).wrap("y").wrap("z");
    assert!(error.is::<Foreign>());
    assert_eq!(error.downcast_ref::<Foreign>().unwrap().0, "x");
    let error = error.downcast::<ParseIntError>().unwrap_err();
    assert_eq!(format!("{error:#}"), "z: y: x", "nothing is lost by asking for another type");
    assert_eq!(error.downcast::<Foreign>().unwrap().0, "x");

    let boxed: Box<dyn StdError + Send + Sync> = Box::new(Foreign::new("x"));
    assert_eq!(Error::from(boxed).downcast::<Foreign>().unwrap().0, "x");
    assert!(Error::from(io::Error::other("x")).downcast::<io::Error>().is_ok());
    assert!(Error::from(io::Error::other(Foreign::new("x"))).is::<Foreign>(), "in the `io::Error`");
}

#[test]
fn the_chain_shows_what_layers_stand_for() {
    let error = Error::from_error(Foreign("x".into(), Some(Box::new(Foreign::new("w"))))).wrap("y");
    assert_eq!(error.chain().map(ToString::to_string).collect::<Vec<_>>(), ["y", "x", "w"]);
    assert!(error.chain().nth(1).unwrap().is::<Foreign>());
    assert_eq!(error.root_cause().to_string(), "w");
    assert!(Error::new("x").root_cause().is::<Error>());

    let shared = Error::from_error(Foreign::new("x")).into_shared();
    let error = Error::from(shared.clone()).wrap("y");
    assert_eq!(error.chain().map(ToString::to_string).collect::<Vec<_>>(), ["y", "x"]);
    assert!(error.is::<Foreign>());
    drop(error);
    assert!(shared.into_inner().is_some());
}

#[test]
fn an_error_passes_through_an_io_error() {
    let error = Error::new("no route").with_kind(ErrorKind::Conflict);
    let error = Error::from(io::Error::from(error));
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

#[test]
fn a_backtrace_is_taken_once() {
    let error = Error::new("x").with_backtrace();
    let first = error.backtrace().map(std::ptr::from_ref);
    assert!(first.is_some());
    let error = error.wrap("y").with_backtrace();
    assert_eq!(error.backtrace().map(std::ptr::from_ref), first);
}

#[test]
fn it_has_the_auto_traits_and_one_word() {
    fn has_them<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + StdError + 'static>() {}
    has_them::<Error>();
    has_them::<SharedError>();
    assert_eq!(size_of::<Error>(), 8);
    assert_eq!(size_of::<Option<Error>>(), 8);
    assert_eq!(size_of::<Result<(), Error>>(), 8);
    assert_eq!(size_of::<SharedError>(), 8);
}
