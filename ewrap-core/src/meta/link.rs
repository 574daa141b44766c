//! From a layer of an error to the next.
//!
//! Invariant: one step is one virtual call and, behind a plain `dyn Error`, a few comparisons of type ids. The walk is a
//! loop, so no chain is too long for it.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::foreign::{self, recognise};
use super::seek::{Sought, Wanted};
use super::{ErrorKind, ErrorMeta, Facts, GrpcCode, Severity, Visitor};
use crate::outcome::Verdict;

/// One layer of an error: with its metadata, or a plain error of which only the text is known.
#[derive(Clone, Copy)]
pub enum Link<'a> {
    /// A layer that has metadata.
    Meta(&'a dyn ErrorMeta),
    /// A layer that has none, or none that can be found.
    Error(&'a (dyn Error + 'static)),
}

impl<'a> Link<'a> {
    /// The link to an error of which nothing is known at compile time.
    #[must_use]
    pub fn of(error: &'a (dyn Error + 'static)) -> Self {
        recognise(error).map_or(Self::Error(error), Self::Meta)
    }

    /// The metadata, if the layer has any of its own.
    #[must_use]
    #[inline]
    pub fn meta(self) -> Option<&'a dyn ErrorMeta> {
        match self {
            Self::Meta(it) => Some(it),
            Self::Error(_) => None,
        }
    }

    /// The layer as an error of ewrap's own type.
    pub(crate) fn own(self) -> Option<&'a crate::error::Error> {
        self.meta()?.as_own()
    }

    /// What is known at compile time; of an error of std, by what it says.
    #[must_use]
    pub fn facts(self) -> Option<&'static Facts> {
        match self {
            Self::Meta(it) => Some(it.facts()),
            Self::Error(it) => foreign::facts(it),
        }
    }

    /// The layer below.
    #[must_use]
    #[inline]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Meta(it) => it.link(),
            Self::Error(it) => below(it).map(Self::of),
        }
    }

    /// Hands out the fields of this layer.
    pub fn visit(self, visitor: &mut dyn Visitor<'a>) {
        if let Self::Meta(it) = self {
            it.visit(visitor);
        }
    }

    /// The members, if this layer is a group.
    #[must_use]
    pub fn members(self) -> Vec<Self> {
        let mut members = Vec::new();
        if let Self::Meta(it) = self {
            it.members(&mut members);
        }
        members
    }

    /// What kind of failure this layer says it is.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Option<ErrorKind> {
        match self {
            Self::Meta(it) => it.kind(),
            Self::Error(it) => foreign::facts(it)?.kind,
        }
    }

    /// How bad this layer says it is.
    #[must_use]
    #[inline]
    pub fn severity(self) -> Option<Severity> {
        self.meta()?.severity()
    }

    /// Whether this layer says that a retry may help.
    #[must_use]
    #[inline]
    pub fn retryable(self) -> Option<bool> {
        match self {
            Self::Meta(it) => it.retryable(),
            Self::Error(it) => foreign::facts(it)?.retryable,
        }
    }

    /// What this layer says about the dependency: by its own word, else by its kind.
    #[must_use]
    pub fn verdict(self) -> Option<Verdict> {
        self.meta().and_then(ErrorMeta::failure).or_else(|| self.kind().map(ErrorKind::verdict))
    }

    /// The HTTP status of this layer: its own, if it is one (100 to 599), else its kind's.
    #[must_use]
    pub fn http_status(self) -> Option<u16> {
        self.own_http_status().or_else(|| self.kind().map(ErrorKind::http_status))
    }

    pub(super) fn own_http_status(self) -> Option<u16> {
        self.meta().and_then(ErrorMeta::http).filter(|it| is_in_range(*it))
    }

    /// The gRPC code of this layer: its own, else its kind's.
    #[must_use]
    pub fn grpc_code(self) -> Option<GrpcCode> {
        self.meta().and_then(ErrorMeta::grpc).or_else(|| self.kind().map(ErrorKind::grpc_code))
    }

    /// The code of this layer.
    #[must_use]
    pub fn code(self) -> Option<&'a str> {
        self.meta()?.code()
    }

    /// How long this layer says to wait.
    #[must_use]
    pub fn retry_after(self) -> Option<Duration> {
        self.meta()?.retry_after()
    }
}

/// Whether it is an HTTP status.
pub(crate) const fn is_in_range(status: u16) -> bool {
    status >= 100 && status <= 599
}

/// What a plain error carries. An `io::Error` made from another error gives that one, which its `source` passes over.
fn below<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// The message of this layer, for logs.
impl fmt::Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meta(it) => it.message_fmt(f),
            Self::Error(it) => fmt::Display::fmt(it, f),
        }
    }
}

impl fmt::Debug for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

/// The layers of an error, the outermost first.
///
/// ```
/// use std::io;
/// use ewrap::meta;
///
/// let error = io::Error::other("disk full");
/// let texts: Vec<String> = meta::layers(&error).map(|layer| layer.to_string()).collect();
/// assert_eq!(texts, ["disk full", "disk full"], "an `io::Error` and what it carries");
/// ```
pub fn layers<'a>(error: impl IntoLink<'a>) -> Layers<'a> {
    Layers(Some(error.into_link()))
}

/// The iterator of [`layers`].
#[derive(Debug, Clone)]
pub struct Layers<'a>(Option<Link<'a>>);

impl<'a> Iterator for Layers<'a> {
    type Item = Link<'a>;

    fn next(&mut self) -> Option<Link<'a>> {
        let link = self.0?;
        self.0 = link.next();
        Some(link)
    }
}

/// What the questions of [`meta`](super) can be asked about: a reference to an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no error metadata",
    label = "neither `ErrorMeta` nor `dyn Error`",
    note = "derive it, `#[derive(ewrap::ErrorMeta)]`, or pass the error as `&dyn std::error::Error`"
)]
pub trait IntoLink<'a> {
    /// The outermost layer.
    fn into_link(self) -> Link<'a>;

    /// What answers, from the outermost layer down.
    #[doc(hidden)]
    #[inline]
    fn seek(self, wanted: Wanted) -> Sought<'a>
    where
        Self: Sized,
    {
        self.into_link().seek(wanted)
    }
}

impl<'a> IntoLink<'a> for Link<'a> {
    fn into_link(self) -> Self {
        self
    }
}

impl<'a, M: ErrorMeta> IntoLink<'a> for &'a M {
    #[inline]
    fn into_link(self) -> Link<'a> {
        Link::Meta(self)
    }

    // Its type is known, so this is no virtual call.
    #[inline]
    fn seek(self, wanted: Wanted) -> Sought<'a> {
        ErrorMeta::seek(self, self, wanted)
    }
}

impl<'a> IntoLink<'a> for &'a (dyn ErrorMeta + 'a) {
    #[inline]
    fn into_link(self) -> Link<'a> {
        Link::Meta(self)
    }
}

/// Plain errors: everything that is, or holds, a `dyn Error`, and the errors of std with a rule of their own.
macro_rules! plain {
    ($([$($ty:tt)*] $error:ident => $as:expr;)*) => {$(
        impl<'a> IntoLink<'a> for &'a $($ty)* {
            fn into_link(self) -> Link<'a> {
                let $error = self;
                Link::of($as)
            }
        }
    )*};
}

plain! {
    [(dyn Error + 'static)] error => error;
    [(dyn Error + Send + 'static)] error => error;
    [(dyn Error + Send + Sync + 'static)] error => error;
    [Box<dyn Error>] error => &**error;
    [Box<dyn Error + Send>] error => &**error;
    [Box<dyn Error + Send + Sync>] error => &**error;
    [Arc<dyn Error>] error => &**error;
    [Arc<dyn Error + Send + Sync>] error => &**error;
    [io::Error] error => error;
    [fmt::Error] error => error;
    [std::num::ParseIntError] error => error;
    [std::num::ParseFloatError] error => error;
    [std::num::TryFromIntError] error => error;
    [std::str::ParseBoolError] error => error;
    [std::char::ParseCharError] error => error;
    [std::str::Utf8Error] error => error;
    [std::string::FromUtf8Error] error => error;
    [std::net::AddrParseError] error => error;
    [std::env::VarError] error => error;
    [std::time::SystemTimeError] error => error;
    [std::sync::mpsc::RecvTimeoutError] error => error;
    [std::sync::mpsc::RecvError] error => error;
}
