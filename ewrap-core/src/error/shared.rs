//! An [`Error`] that can be cloned.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::Error;
use crate::meta::seek::{Sought, Wanted};
use crate::meta::{Entry, ErrorKind, ErrorMeta, Facts, GrpcCode, Link, Severity, Visitor};
use crate::outcome::Verdict;
use std::time::Duration;

/// An [`Error`] that several may hold: for an error that many callers wait for, or that is kept and told again.
///
/// It is the same error in every respect, and becomes an [`Error`] again by `?`.
///
/// ```
/// use ewrap::{Error, ErrorKind};
///
/// let shared = Error::new("the build failed").with_kind(ErrorKind::External).into_shared();
/// let again = Error::from(shared.clone()).wrap("no release");
/// assert_eq!(again.kind(), ErrorKind::External);
/// assert_eq!(format!("{again:#}"), "no release: the build failed");
/// ```
#[derive(Clone)]
pub struct SharedError(Arc<Error>);

impl SharedError {
    pub(super) fn new(error: Error) -> Self {
        Self(Arc::new(error))
    }

    /// The error.
    #[must_use]
    pub fn as_error(&self) -> &Error {
        &self.0
    }

    /// The error, if nobody else holds it.
    #[must_use]
    pub fn into_inner(self) -> Option<Error> {
        Arc::into_inner(self.0)
    }
}

/// All questions of [`Error`] can be asked.
impl Deref for SharedError {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.0
    }
}

impl From<Error> for SharedError {
    fn from(error: Error) -> Self {
        Self::new(error)
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.0, f)
    }
}

impl fmt::Debug for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl StdError for SharedError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

macro_rules! as_the_error {
    ($($name:ident -> $ty:ty;)*) => {$(
        fn $name(&self) -> $ty {
            ErrorMeta::$name(&*self.0)
        }
    )*};
}

/// That of the error.
impl ErrorMeta for SharedError {
    as_the_error! {
        facts -> &'static Facts;
        kind -> Option<ErrorKind>;
        severity -> Option<Severity>;
        retryable -> Option<bool>;
        failure -> Option<Verdict>;
        http -> Option<u16>;
        grpc -> Option<GrpcCode>;
        code -> Option<&str>;
        retry_after -> Option<Duration>;
        docs -> Option<&str>;
        has_safe -> bool;
        has_help -> bool;
        link -> Option<Link<'_>>;
        as_own -> Option<&Error>;
    }

    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        self.0.visit(&mut |entry: Entry<'a>| visitor.entry(entry));
    }

    fn steps(&self, each: &mut dyn FnMut(&str)) {
        self.0.steps(each);
    }

    fn safe_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.safe_fmt(f)
    }

    fn help_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.help_fmt(f)
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.message_fmt(f)
    }

    fn seek<'a>(&'a self, this: &'a dyn ErrorMeta, wanted: Wanted) -> Sought<'a> {
        self.0.seek(this, wanted)
    }

    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        self.0.members(into);
    }
}
