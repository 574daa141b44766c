//! What an error means: the trait that says it, and the questions that find it again under other layers.
//!
//! An error is a chain of layers, the outermost first. Each layer says what it knows and is silent on the rest
//! ([`ErrorMeta`]); a question goes down the chain and **the outermost layer that answers wins**. At a group the most
//! severe member speaks, except that it is retryable only if all are, and a failure if any is.
//!
//! Every function here takes a concrete error that is [`ErrorMeta`], or any `&(dyn Error + 'static)`:
//!
//! ```
//! use std::error::Error;
//! use std::io;
//! use ewrap::{ErrorKind, meta};
//!
//! let error: Box<dyn Error> = io::Error::from(io::ErrorKind::TimedOut).into();
//! assert_eq!(meta::kind(&*error), ErrorKind::Timeout);
//! assert_eq!(meta::http_status(&*error), 504);
//! assert_eq!(meta::retryable(&*error), Some(true));
//! ```
//!
//! # What is found
//!
//! From a layer to the next, typed links lead where the derive knows the type: a field that is the source, through
//! `Box`, `Arc` and `Option`. Behind a plain `dyn Error` only these are recognised: `ewrap::Error`, [`CircuitOpen`],
//! groups of `ewrap::Error`, and the errors of std that say what they are (`io::Error` by its kind, parse errors,
//! timeouts). Its `source()` is followed, and so is what an `io::Error` carries.
//!
//! **A derived error behind a plain `dyn Error` is not found**: `Box<dyn Error>` made from it, or the source of an error
//! that has no `ErrorMeta` itself. Stable Rust gives no way from a `dyn Error` to another trait of the value. Turn it
//! into an `ewrap::Error` first (`?` does), or derive `ErrorMeta` for the layer above, too.
//!
//! [`CircuitOpen`]: crate::CircuitOpen

mod ask;
pub(crate) mod derived;
mod facts;
mod foreign;
mod grpc;
mod impls;
mod kind;
pub(crate) mod link;
mod question;
pub(crate) mod seek;
mod severity;
mod value;
mod walk;
mod word;

use std::fmt;
use std::time::Duration;

pub use self::ask::{
    code, find, grpc_code, help, http_status, kind, retry_after, retryable, safe_message, severity, verdict,
};
pub use self::facts::{Facts, Field, Redact, Visibility};
pub use self::grpc::GrpcCode;
pub use self::kind::ErrorKind;
pub use self::link::{IntoLink, Layers, Link, layers};
pub use self::severity::Severity;
pub use self::value::{Entry, FromValue, Value, Visitor};
pub use self::word::UnknownWord;
use crate::outcome::Verdict;

/// What an error says about itself, made by `#[derive(ErrorMeta)]`.
///
/// Each method speaks **for this layer alone**: `None` says that it is silent, and that the layer below is to be asked.
/// [`verdict`](Self::verdict) is the exception; the functions of [`meta`](self) ask them all.
///
/// ```
/// use ewrap::{ErrorKind, ErrorMeta, Facts, Verdict};
///
/// /// By hand, where the derive will not do.
/// struct Gone;
///
/// impl ErrorMeta for Gone {
///     fn facts(&self) -> &'static Facts {
///         const FACTS: Facts = Facts::none("Gone", None);
///         &FACTS
///     }
///     fn kind(&self) -> Option<ErrorKind> {
///         Some(ErrorKind::NotFound)
///     }
/// }
///
/// assert_eq!(Gone.verdict(), Verdict::Success);
/// assert_eq!(ewrap::meta::http_status(&Gone), 404);
/// ```
pub trait ErrorMeta {
    /// What is known at compile time.
    fn facts(&self) -> &'static Facts;

    /// Hands out the fields, by reference.
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        let _ = visitor;
    }

    /// What kind of failure it is.
    fn kind(&self) -> Option<ErrorKind> {
        self.facts().kind
    }

    /// How bad it is.
    fn severity(&self) -> Option<Severity> {
        self.facts().severity
    }

    /// Whether the same call may succeed if it is made again.
    fn retryable(&self) -> Option<bool> {
        self.facts().retryable
    }

    /// What it says about the dependency, against what its kind says.
    fn failure(&self) -> Option<Verdict> {
        self.facts().failure
    }

    /// The HTTP status, against that of its kind.
    fn http(&self) -> Option<u16> {
        self.facts().http
    }

    /// The gRPC code, against that of its kind.
    fn grpc(&self) -> Option<GrpcCode> {
        self.facts().grpc
    }

    /// A code that is stable over versions.
    fn code(&self) -> Option<&str> {
        self.facts().code
    }

    /// How long to wait before a retry.
    fn retry_after(&self) -> Option<Duration> {
        self.facts().retry_after
    }

    /// Where to read more.
    fn docs(&self) -> Option<&str> {
        self.facts().docs
    }

    /// Hands out what to do, step by step.
    fn steps(&self, each: &mut dyn FnMut(&str)) {
        self.facts().steps.iter().copied().for_each(each);
    }

    /// Whether this layer has a text that clients may see.
    fn has_safe(&self) -> bool {
        self.facts().safe.is_some()
    }

    /// Writes that text; nothing if it has none.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn safe_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.facts().safe.map_or(Ok(()), |it| f.write_str(it))
    }

    /// Whether this layer has help for the one who sees it.
    fn has_help(&self) -> bool {
        self.facts().help.is_some()
    }

    /// Writes that help; nothing if it has none.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn help_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.facts().help.map_or(Ok(()), |it| f.write_str(it))
    }

    /// Writes the message of this layer, for logs: its `Display`, where it has one.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.facts();
        f.write_str(facts.variant.unwrap_or(facts.type_name))
    }

    /// The layer below, typed where its type is known.
    fn link(&self) -> Option<Link<'_>> {
        None
    }

    /// The members, if this layer is a group of errors: pushes a link for each. A layer that has a [`link`](Self::link) has
    /// none.
    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        let _ = into;
    }

    /// What answers, from this layer down: `this`, which is `self`, unless the implementation knows better.
    #[doc(hidden)]
    fn seek<'a>(&'a self, this: &'a dyn ErrorMeta, wanted: seek::Wanted) -> seek::Sought<'a> {
        let _ = wanted;
        seek::Sought::Layer(Link::Meta(this))
    }

    /// This layer, if it is one of ewrap's own error type: with its place and time.
    #[doc(hidden)]
    fn as_own(&self) -> Option<&crate::error::Error> {
        None
    }

    /// What the error says about the dependency, the layers below included: what decides whether it trips a breaker.
    ///
    /// The outermost layer that says `failure` or has a kind decides; an error that says neither is a failure.
    fn verdict(&self) -> Verdict
    where
        Self: Sized,
    {
        verdict(self)
    }
}

/// The facts of every variant of a type, in the order of their declaration.
///
/// ```
/// use ewrap::{ErrorCatalog, ErrorMeta};
///
/// #[derive(ErrorMeta)]
/// enum StockError {
///     #[meta(kind = NotFound, code = "stock.no_item")]
///     NoItem,
///     #[meta(kind = Database)]
///     Down,
/// }
///
/// assert_eq!(StockError::VARIANTS.len(), 2);
/// assert_eq!(StockError::VARIANTS[0].code, Some("stock.no_item"));
/// ```
pub trait ErrorCatalog {
    /// One entry a variant; a struct has one.
    const VARIANTS: &'static [Facts];
}
