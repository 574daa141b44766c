//! The questions, for an error of any type: thin, so that what they do is compiled once. Where facts answer, nothing
//! more is done.

use std::borrow::Cow;
use std::time::Duration;

use super::seek::{Sought, wanted};
use super::walk::{self, Below, below};
use super::{ErrorKind, FromValue, GrpcCode, IntoLink, Severity, Visitor};
use crate::outcome::Verdict;

/// What kind of failure it is; [`ErrorKind::Unknown`] if no layer says.
///
/// ```
/// use ewrap::{ErrorKind, meta};
///
/// let error = "x".parse::<u8>().unwrap_err();
/// assert_eq!(meta::kind(&error), ErrorKind::Validation);
/// ```
#[inline]
pub fn kind<'a>(error: impl IntoLink<'a>) -> ErrorKind {
    match error.seek(wanted::KIND) {
        Sought::Facts(it) => it.kind.unwrap_or_default(),
        it => walk::kind(it),
    }
}

/// How bad it is; [`Severity::Error`] if no layer says. Of a group, the worst.
#[inline]
pub fn severity<'a>(error: impl IntoLink<'a>) -> Severity {
    match error.seek(wanted::SEVERITY) {
        Sought::Facts(it) => it.severity.unwrap_or_default(),
        it => walk::severity(it),
    }
}

/// Whether the same call may succeed if it is made again; `None` if no layer says. A group is retryable only if every
/// member is.
#[inline]
pub fn retryable<'a>(error: impl IntoLink<'a>) -> Option<bool> {
    match error.seek(wanted::RETRYABLE) {
        Sought::Facts(it) => it.retryable,
        it => walk::retryable(it),
    }
}

/// The HTTP status: the one a layer names, or that of its kind; 500 if no layer says.
#[inline]
pub fn http_status<'a>(error: impl IntoLink<'a>) -> u16 {
    walk::http_status(error.seek(wanted::HTTP))
}

/// The gRPC code: the one a layer names, or that of its kind; [`GrpcCode::Unknown`] if no layer says.
#[inline]
pub fn grpc_code<'a>(error: impl IntoLink<'a>) -> GrpcCode {
    walk::grpc_code(error.seek(wanted::GRPC))
}

/// The code that is stable over versions, if a layer has one.
#[inline]
pub fn code<'a>(error: impl IntoLink<'a>) -> Option<&'a str> {
    match error.seek(wanted::CODE) {
        Sought::Facts(it) => it.code,
        it => walk::code(it),
    }
}

/// How long to wait before a retry, if a layer says. Of a group, the longest.
#[inline]
pub fn retry_after<'a>(error: impl IntoLink<'a>) -> Option<Duration> {
    match error.seek(wanted::RETRY_AFTER) {
        Sought::Facts(it) => it.retry_after,
        it => walk::retry_after(it),
    }
}

/// What it says about the dependency: what decides whether it trips a breaker.
///
/// A layer's own `failure` word goes before its kind. An error that says neither is a failure; a group is one if any
/// member is, and else a success if any member is.
#[inline]
pub fn verdict<'a>(error: impl IntoLink<'a>) -> Verdict {
    walk::verdict(error.seek(wanted::VERDICT))
}

/// What a client may be told: the `safe` text of the outermost layer that has one, or its message if that is a literal;
/// else the title of the [`kind`].
///
/// Nothing is allocated unless the text has placeholders.
#[inline]
pub fn safe_message<'a>(error: impl IntoLink<'a>) -> Cow<'static, str> {
    walk::safe_message(error.into_link())
}

/// What the one who sees it can do about it: the help of the outermost layer that has any.
#[inline]
pub fn help<'a>(error: impl IntoLink<'a>) -> Option<Cow<'static, str>> {
    walk::help(error.seek(wanted::HELP))
}

/// The value of the field of this name, in the outermost layer that has one of this type.
///
/// Personal fields are not found.
///
/// ```
/// use ewrap::{CircuitBreaker, meta};
/// use std::time::Duration;
///
/// let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
/// breaker.record_failure();
/// let open = breaker.try_acquire().unwrap_err();
/// assert_eq!(meta::find::<&str>(&open, "breaker"), Some("db"));
/// assert_eq!(meta::find::<&str>(&open, "shard"), None);
/// ```
pub fn find<'a, T: FromValue<'a>>(error: impl IntoLink<'a>, key: &str) -> Option<T> {
    let mut at = Some(error.into_link());
    let mut rest = Vec::new();
    while let Some(link) = at {
        let mut found = None;
        let mut look = |entry: super::Entry<'a>| {
            if found.is_none() && entry.name() == key {
                found = entry.value().and_then(T::from_value);
            }
        };
        link.visit(&mut look as &mut dyn Visitor<'a>);
        if found.is_some() {
            return found;
        }
        at = match below(link) {
            Below::Layer(next) => Some(next),
            Below::Members(members) => {
                rest.extend(members.into_iter().rev());
                rest.pop()
            }
            Below::Nothing => rest.pop(),
        };
    }
    None
}
