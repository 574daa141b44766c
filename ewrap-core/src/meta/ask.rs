//! The questions: the outermost layer that answers wins, and at a group the most severe member speaks.
//!
//! Invariant: no recursion, and no allocation but at a group.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{ErrorKind, ErrorMeta, FromValue, GrpcCode, IntoLink, Link, Severity, Visitor};
use crate::outcome::Verdict;

/// What kind of failure it is; [`ErrorKind::Unknown`] if no layer says.
///
/// ```
/// use ewrap::{ErrorKind, meta};
///
/// let error = "x".parse::<u8>().unwrap_err();
/// assert_eq!(meta::kind(&error), ErrorKind::Validation);
/// ```
pub fn kind<'a>(error: impl IntoLink<'a>) -> ErrorKind {
    first(error.into_link(), Link::kind).unwrap_or_default()
}

/// How bad it is; [`Severity::Error`] if no layer says. Of a group, the worst.
pub fn severity<'a>(error: impl IntoLink<'a>) -> Severity {
    first(error.into_link(), Link::severity).unwrap_or_default()
}

/// Whether the same call may succeed if it is made again; `None` if no layer says. A group is retryable only if every
/// member is.
pub fn retryable<'a>(error: impl IntoLink<'a>) -> Option<bool> {
    let (mut all, mut any) = (true, None);
    each_chain(error.into_link(), Link::retryable, |answer| {
        all &= answer == Some(true);
        any = any.or(answer);
    });
    any.map(|_| all)
}

/// The HTTP status: the one a layer names, or that of its kind; 500 if no layer says.
pub fn http_status<'a>(error: impl IntoLink<'a>) -> u16 {
    first(error.into_link(), Link::http_status).unwrap_or_else(|| ErrorKind::Unknown.http_status())
}

/// The gRPC code: the one a layer names, or that of its kind; [`GrpcCode::Unknown`] if no layer says.
pub fn grpc_code<'a>(error: impl IntoLink<'a>) -> GrpcCode {
    first(error.into_link(), Link::grpc_code).unwrap_or(GrpcCode::Unknown)
}

/// The code that is stable over versions, if a layer has one.
pub fn code<'a>(error: impl IntoLink<'a>) -> Option<&'a str> {
    first(error.into_link(), Link::code)
}

/// How long to wait before a retry, if a layer says. Of a group, the longest.
pub fn retry_after<'a>(error: impl IntoLink<'a>) -> Option<Duration> {
    let mut longest = None;
    each_chain(error.into_link(), Link::retry_after, |answer| longest = longest.max(answer));
    longest
}

/// What it says about the dependency: what decides whether it trips a breaker.
///
/// A layer's own `failure` word goes before its kind. An error that says neither is a failure; a group is one if any
/// member is, and else a success if any member is.
pub fn verdict<'a>(error: impl IntoLink<'a>) -> Verdict {
    let (mut failure, mut success) = (false, false);
    each_chain(error.into_link(), Link::verdict, |answer| match answer.unwrap_or(Verdict::Failure) {
        Verdict::Failure => failure = true,
        Verdict::Success => success = true,
        Verdict::Ignore => {}
    });
    match (failure, success) {
        (true, _) => Verdict::Failure,
        (false, true) => Verdict::Success,
        (false, false) => Verdict::Ignore,
    }
}

/// What a client may be told: the `safe` text of the outermost layer that has one, or its message if that is a literal;
/// else the title of the [`kind`].
///
/// Nothing is allocated unless the text has placeholders.
pub fn safe_message<'a>(error: impl IntoLink<'a>) -> Cow<'static, str> {
    let link = error.into_link();
    let Some(layer) = first(link, |it| it.meta().filter(|it: &&dyn ErrorMeta| it.has_safe())) else {
        return Cow::Borrowed(kind(link).title());
    };
    text(|f| layer.safe_fmt(f))
}

/// What the one who sees it can do about it: the help of the outermost layer that has any.
pub fn help<'a>(error: impl IntoLink<'a>) -> Option<Cow<'static, str>> {
    let layer = first(error.into_link(), |it| it.meta().filter(|it: &&dyn ErrorMeta| it.has_help()))?;
    Some(text(|f| layer.help_fmt(f)))
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
        let members = link.members();
        rest.extend(members.into_iter().rev());
        at = link.next().or_else(|| rest.pop());
    }
    None
}

/// Formats without an allocation where the text is one literal.
fn text(write: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> Cow<'static, str> {
    struct Text<F>(F);
    impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Text<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (self.0)(f)
        }
    }
    Cow::Owned(Text(write).to_string())
}

/// The first answer along the chain; at a group, along that of its most severe member.
fn first<'a, A>(start: Link<'a>, answer: impl Fn(Link<'a>) -> Option<A>) -> Option<A> {
    let mut at = Some(start);
    while let Some(link) = at {
        let found = answer(link);
        if found.is_some() {
            return found;
        }
        at = worst(link.members()).or_else(|| link.next());
    }
    None
}

/// The most severe member; the first of equals.
fn worst(members: Vec<Link<'_>>) -> Option<Link<'_>> {
    let mut worst = None;
    for member in members {
        let mut severity = Severity::Info;
        each_chain(member, Link::severity, |it| severity = severity.max(it.unwrap_or_default()));
        if worst.is_none_or(|(_, most)| severity > most) {
            worst = Some((member, severity));
        }
    }
    worst.map(|(member, _)| member)
}

/// Asks along the chain. Where it comes to a group before it has an answer, each member's chain is asked, and each
/// answer told; one that comes to its end tells `None`.
fn each_chain<'a, A>(start: Link<'a>, answer: impl Fn(Link<'a>) -> Option<A>, mut tell: impl FnMut(Option<A>)) {
    let mut rest = Vec::new();
    let mut at = Some(start);
    while let Some(link) = at {
        let found = answer(link);
        let members = if found.is_some() { Vec::new() } else { link.members() };
        if found.is_none() && members.is_empty() {
            at = link.next();
            if at.is_some() {
                continue;
            }
        }
        if members.is_empty() {
            tell(found);
        }
        rest.extend(members.into_iter().rev());
        at = rest.pop();
    }
}
