//! The answers: the outermost layer that answers wins, and at a group the most severe member speaks.
//!
//! Invariant: no recursion, and no allocation but at a group.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::link::is_in_range;
use super::question::{ByKind, Own, Question, layer};
use super::seek::{Sought, Wanted, wanted};
use super::{ErrorKind, ErrorMeta, GrpcCode, Link, Severity};
use crate::error::Error;
use crate::outcome::Verdict;

pub(super) fn kind(start: Sought<'_>) -> ErrorKind {
    first(start, Own::new(wanted::KIND, |it| it.kind, Link::kind)).unwrap_or_default()
}

pub(super) fn severity(start: Sought<'_>) -> Severity {
    first(start, Own::new(wanted::SEVERITY, |it| it.severity, Link::severity)).unwrap_or_default()
}

pub(super) fn retryable(start: Sought<'_>) -> Option<bool> {
    let (mut all, mut any) = (true, None);
    each_chain(start, Own::new(wanted::RETRYABLE, |it| it.retryable, Link::retryable), |answer| {
        all &= answer == Some(true);
        any = any.or(answer);
    });
    any.map(|_| all)
}

pub(super) fn http_status(start: Sought<'_>) -> u16 {
    first(
        start,
        ByKind::new(
            wanted::HTTP,
            |it| it.http.filter(|it| is_in_range(*it)),
            Link::own_http_status,
            ErrorKind::http_status,
        ),
    )
    .unwrap_or_else(|| ErrorKind::Unknown.http_status())
}

pub(super) fn grpc_code(start: Sought<'_>) -> GrpcCode {
    let of_layer = |it: Link<'_>| it.meta()?.grpc();
    first(start, ByKind::new(wanted::GRPC, |it| it.grpc, of_layer, ErrorKind::grpc_code)).unwrap_or(GrpcCode::Unknown)
}

pub(super) fn code(start: Sought<'_>) -> Option<&str> {
    first(start, Own::new(wanted::CODE, |it| it.code, Link::code))
}

pub(super) fn retry_after(start: Sought<'_>) -> Option<Duration> {
    let mut longest = None;
    each_chain(start, Own::new(wanted::RETRY_AFTER, |it| it.retry_after, Link::retry_after), |answer| {
        longest = longest.max(answer);
    });
    longest
}

pub(super) fn verdict(start: Sought<'_>) -> Verdict {
    let (mut failure, mut success) = (false, false);
    let of_layer = |it: Link<'_>| it.meta()?.failure();
    each_chain(
        start,
        ByKind::new(wanted::VERDICT, |it| it.failure, of_layer, ErrorKind::verdict),
        |answer| match answer.unwrap_or(Verdict::Failure) {
            Verdict::Failure => failure = true,
            Verdict::Success => success = true,
            Verdict::Ignore => {}
        },
    );
    match (failure, success) {
        (true, _) => Verdict::Failure,
        (false, true) => Verdict::Success,
        (false, false) => Verdict::Ignore,
    }
}

pub(super) fn safe_message(link: Link<'_>) -> Cow<'static, str> {
    let Some(layer) = first_layer(link.seek(wanted::SAFE), wanted::SAFE, |it| it.has_safe()) else {
        return Cow::Borrowed(kind(link.seek(wanted::KIND)).title());
    };
    match layer.as_own().and_then(Error::own_safe) {
        Some(text) => text,
        None => text(layer.facts().safe, |f| layer.safe_fmt(f)),
    }
}

pub(super) fn help(start: Sought<'_>) -> Option<Cow<'static, str>> {
    let layer = first_layer(start, wanted::HELP, |it| it.has_help())?;
    let own = layer.as_own().and_then(Error::own_help);
    Some(own.unwrap_or_else(|| text(layer.facts().help, |f| layer.help_fmt(f))))
}

/// The first layer that has something.
fn first_layer(start: Sought<'_>, wanted: Wanted, has: fn(&dyn ErrorMeta) -> bool) -> Option<&dyn ErrorMeta> {
    first(start, layer(wanted, |it| it.meta().is_some_and(has)))?.meta()
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

/// The first answer along the chain; at a group, along that of its most severe member.
fn first<'a, Q: Question<'a>>(start: Sought<'a>, mut question: Q) -> Option<Q::Answer> {
    match down(start, &mut question) {
        Ok(found) => found,
        Err(last) => first_of_members(last, question),
    }
}

/// The first answer down to the last layer, or that layer if it may be a group: most errors are none.
#[inline]
fn down<'a, Q: Question<'a>>(start: Sought<'a>, question: &mut Q) -> Result<Option<Q::Answer>, Link<'a>> {
    let mut found = start;
    loop {
        let layer = match found {
            Sought::Layer(it) => it,
            Sought::Facts(it) => return Ok(question.of_facts(it)),
            Sought::Nothing => return Ok(None),
        };
        let answer = question.of_layer(layer);
        if answer.is_some() {
            return Ok(answer);
        }
        let next = layer.next().ok_or(layer)?;
        found = seek(next, question);
    }
}

/// What is to be asked next, from this layer down.
#[inline]
fn seek<'a>(layer: Link<'a>, question: &impl Question<'a>) -> Sought<'a> {
    if question.is_bound() { Sought::Layer(layer) } else { layer.seek(question.wanted()) }
}

#[cold]
fn first_of_members<'a, Q: Question<'a>>(group: Link<'a>, mut question: Q) -> Option<Q::Answer> {
    let mut last = group;
    loop {
        let mut way = way_to_the_worst(last.members());
        let worst = way.pop()?;
        let found = way.into_iter().find_map(|it| question.of_layer(it));
        if found.is_some() {
            return found;
        }
        match down(seek(worst, &question), &mut question) {
            Ok(found) => return found,
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
fn each_chain<'a, Q: Question<'a>>(start: Sought<'a>, mut question: Q, mut tell: impl FnMut(Option<Q::Answer>)) {
    match down(start, &mut question) {
        Ok(found) => tell(found),
        Err(last) => each_chain_of_members(last, question, tell),
    }
}

#[cold]
fn each_chain_of_members<'a, Q: Question<'a>>(
    group: Link<'a>,
    mut question: Q,
    mut tell: impl FnMut(Option<Q::Answer>),
) {
    let mut rest = Vec::new();
    let mut last = Err(group);
    loop {
        match last {
            Ok(found) => tell(found),
            Err(link) => {
                let members = link.members();
                if members.is_empty() {
                    tell(None);
                }
                rest.extend(members.into_iter().rev());
            }
        }
        let Some(next) = rest.pop() else { return };
        last = down(seek(next, &question), &mut question);
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
