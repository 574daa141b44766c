//! The answers: the outermost layer that answers wins, and at a group the most severe member speaks.
//!
//! Invariant: no recursion, and no allocation but at a group.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{ErrorKind, ErrorMeta, GrpcCode, Link, Severity};
use crate::error::Error;
use crate::outcome::Verdict;

pub(super) fn kind(link: Link<'_>) -> ErrorKind {
    first(link, Link::kind).unwrap_or_default()
}

pub(super) fn severity(link: Link<'_>) -> Severity {
    first(link, Link::severity).unwrap_or_default()
}

pub(super) fn retryable(link: Link<'_>) -> Option<bool> {
    let (mut all, mut any) = (true, None);
    each_chain(link, Link::retryable, |answer| {
        all &= answer == Some(true);
        any = any.or(answer);
    });
    any.map(|_| all)
}

pub(super) fn http_status(link: Link<'_>) -> u16 {
    first(link, or_by_kind(Link::own_http_status, ErrorKind::http_status))
        .unwrap_or_else(|| ErrorKind::Unknown.http_status())
}

pub(super) fn grpc_code(link: Link<'_>) -> GrpcCode {
    first(link, or_by_kind(|it| it.meta()?.grpc(), ErrorKind::grpc_code)).unwrap_or(GrpcCode::Unknown)
}

pub(super) fn code(link: Link<'_>) -> Option<&str> {
    first(link, Link::code)
}

pub(super) fn retry_after(link: Link<'_>) -> Option<Duration> {
    let mut longest = None;
    each_chain(link, Link::retry_after, |answer| longest = longest.max(answer));
    longest
}

pub(super) fn verdict(link: Link<'_>) -> Verdict {
    let (mut failure, mut success) = (false, false);
    each_chain(link, or_by_kind(|it| it.meta()?.failure(), ErrorKind::verdict), |answer| {
        match answer.unwrap_or(Verdict::Failure) {
            Verdict::Failure => failure = true,
            Verdict::Success => success = true,
            Verdict::Ignore => {}
        }
    });
    match (failure, success) {
        (true, _) => Verdict::Failure,
        (false, true) => Verdict::Success,
        (false, false) => Verdict::Ignore,
    }
}

pub(super) fn safe_message(link: Link<'_>) -> Cow<'static, str> {
    let Some(layer) = first(link, |it| it.meta().filter(|it| ErrorMeta::has_safe(*it))) else {
        return Cow::Borrowed(kind(link).title());
    };
    match layer.as_own().and_then(Error::own_safe) {
        Some(text) => text,
        None => text(layer.facts().safe, |f| layer.safe_fmt(f)),
    }
}

pub(super) fn help(link: Link<'_>) -> Option<Cow<'static, str>> {
    let layer = first(link, |it| it.meta().filter(|it| ErrorMeta::has_help(*it)))?;
    let own = layer.as_own().and_then(Error::own_help);
    Some(own.unwrap_or_else(|| text(layer.facts().help, |f| layer.help_fmt(f))))
}

/// Formats a template; without an allocation if it has no placeholders.
fn text(template: Option<&'static str>, write: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> Cow<'static, str> {
    struct Text<F>(F);
    impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Text<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (self.0)(f)
        }
    }
    match template {
        Some(literal) if !literal.contains(['{', '}']) => Cow::Borrowed(literal),
        _ => Cow::Owned(Text(write).to_string()),
    }
}

/// The answer of a layer's own word, else by its kind. A transparent layer is one with the layer it stands for: where it
/// has a kind but not the word, the word below goes before its kind, because overriding the kind overrides nothing else.
fn or_by_kind<'a, A>(
    word: impl Fn(Link<'a>) -> Option<A>,
    by_kind: impl Fn(ErrorKind) -> A,
) -> impl FnMut(Link<'a>) -> Option<A> {
    let mut overridden = None;
    move |link| {
        let kind = overridden.take().or_else(|| link.kind());
        let said = word(link);
        if said.is_some() {
            return said;
        }
        let is_transparent = kind.is_some() && link.meta().is_some_and(|it| it.facts().transparent);
        if is_transparent && link.next().is_some() {
            overridden = kind;
            return None;
        }
        kind.map(&by_kind)
    }
}

/// The first answer along the chain; at a group, along that of its most severe member.
fn first<'a, A>(start: Link<'a>, mut answer: impl FnMut(Link<'a>) -> Option<A>) -> Option<A> {
    match down(start, &mut answer) {
        Ok(found) => Some(found),
        Err(last) => first_of_members(last, answer),
    }
}

/// The first answer down to the last layer, or that layer: most errors are no groups.
#[inline]
fn down<'a, A>(start: Link<'a>, answer: &mut impl FnMut(Link<'a>) -> Option<A>) -> Result<A, Link<'a>> {
    let mut link = start;
    loop {
        if let Some(found) = answer(link) {
            return Ok(found);
        }
        link = link.next().ok_or(link)?;
    }
}

#[cold]
fn first_of_members<'a, A>(group: Link<'a>, mut answer: impl FnMut(Link<'a>) -> Option<A>) -> Option<A> {
    let mut last = group;
    loop {
        let mut way = way_to_the_worst(last.members());
        let worst = way.pop()?;
        let found = way.into_iter().find_map(&mut answer);
        if found.is_some() {
            return found;
        }
        match down(worst, &mut answer) {
            Ok(found) => return Some(found),
            Err(lower) => last = lower,
        }
    }
}

/// From a member down to the most severe layer, the first of equals: every layer on the way, through groups in groups.
///
/// A layer's severity hides what is below it, and one that comes to its end without any has the default. Each layer is
/// looked at once, however deep the groups are.
fn way_to_the_worst(members: Vec<Link<'_>>) -> Vec<Link<'_>> {
    let mut rest: Vec<_> = members.into_iter().rev().map(|it| (it, None)).collect();
    let mut seen = Vec::new();
    let mut worst = None;
    while let Some((link, above)) = rest.pop() {
        let here = seen.len();
        seen.push((link, above));
        let mut severity = link.severity();
        if severity.is_none() {
            match below(link) {
                Below::Layer(next) => rest.push((next, Some(here))),
                Below::Members(members) => rest.extend(members.into_iter().rev().map(|it| (it, Some(here)))),
                Below::Nothing => severity = Some(Severity::default()),
            }
        }
        if severity.is_some_and(|it| worst.is_none_or(|(_, most)| it > most)) {
            worst = severity.map(|it| (here, it));
        }
    }
    let mut way: Vec<_> =
        std::iter::successors(worst.map(|(at, _)| at), |at| seen[*at].1).map(|at| seen[at].0).collect();
    way.reverse();
    way
}

/// Asks along the chain. Where it comes to a group before it has an answer, each member's chain is asked, and each
/// answer told; one that comes to its end tells `None`.
fn each_chain<'a, A>(start: Link<'a>, mut answer: impl FnMut(Link<'a>) -> Option<A>, mut tell: impl FnMut(Option<A>)) {
    match down(start, &mut answer) {
        Ok(found) => tell(Some(found)),
        Err(last) => each_chain_of_members(last, answer, tell),
    }
}

#[cold]
fn each_chain_of_members<'a, A>(
    group: Link<'a>,
    mut answer: impl FnMut(Link<'a>) -> Option<A>,
    mut tell: impl FnMut(Option<A>),
) {
    let mut rest = Vec::new();
    let mut last = Err(group);
    loop {
        match last {
            Ok(found) => tell(Some(found)),
            Err(link) => {
                let members = link.members();
                if members.is_empty() {
                    tell(None);
                }
                rest.extend(members.into_iter().rev());
            }
        }
        let Some(next) = rest.pop() else { return };
        last = down(next, &mut answer);
    }
}

/// What is below a layer.
pub(super) enum Below<'a> {
    Layer(Link<'a>),
    Members(Vec<Link<'a>>),
    Nothing,
}

/// The next layer is asked for first: most errors are no groups.
pub(super) fn below(link: Link<'_>) -> Below<'_> {
    if let Some(next) = link.next() {
        return Below::Layer(next);
    }
    let members = link.members();
    if members.is_empty() { Below::Nothing } else { Below::Members(members) }
}
