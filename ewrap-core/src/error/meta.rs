//! What one layer of an [`Error`] says for itself. The error that it stands for speaks where it is silent.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::Error;
use super::node::{Body, Node};
use crate::meta::seek::{Sought, Wanted};
use crate::meta::{Entry, ErrorKind, ErrorMeta, Facts, GrpcCode, Link, Severity, Visitor};
use crate::outcome::Verdict;

/// Each method speaks for the outermost layer alone; the methods of `Error` itself ask all.
impl ErrorMeta for Error {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts = &Facts::none("Error", None);
        self.bottom().body.link().and_then(Link::facts).unwrap_or(FACTS)
    }

    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        let mut node = &*self.0;
        loop {
            for (field, value) in node.extra.iter().flat_map(|it| &it.metadata) {
                visitor.entry(Entry::new(*field, value.value()));
            }
            match &node.body {
                Body::Shared(shared) => node = &shared.as_error().0,
                body => return body.link().into_iter().for_each(|it| it.visit(visitor)),
            }
        }
    }

    fn kind(&self) -> Option<ErrorKind> {
        self.ask(Node::kind, Link::kind)
    }

    fn severity(&self) -> Option<Severity> {
        self.ask(|it| it.severity, Link::severity)
    }

    fn retryable(&self) -> Option<bool> {
        self.ask(|it| it.retryable, Link::retryable)
    }

    // A kind said here goes before a verdict, a status or a code said further in.
    fn failure(&self) -> Option<Verdict> {
        let own = |it: &Node| it.rare(|extra| extra.failure).or_else(|| it.kind().map(ErrorKind::verdict));
        self.ask(own, |it| it.meta()?.failure())
    }

    fn http(&self) -> Option<u16> {
        let valid = |it: &u16| (100..600).contains(it);
        self.ask(|it| it.http.filter(valid).or_else(|| it.kind().map(ErrorKind::http_status)), |it| it.meta()?.http())
    }

    fn grpc(&self) -> Option<GrpcCode> {
        let own = |it: &Node| it.rare(|extra| extra.grpc).or_else(|| it.kind().map(ErrorKind::grpc_code));
        self.ask(own, |it| it.meta()?.grpc())
    }

    fn code(&self) -> Option<&str> {
        self.ask(|it| it.rare(|extra| extra.code), Link::code)
    }

    fn retry_after(&self) -> Option<Duration> {
        let own = |it: &Node| it.rare(|extra| extra.retry_after.or(extra.retry.map(|retry| retry.delay)));
        self.ask(own, Link::retry_after)
    }

    fn docs(&self) -> Option<&str> {
        self.ask(|it| it.rare(|extra| extra.docs.as_deref()), |it| it.meta()?.docs())
    }

    fn steps(&self, each: &mut dyn FnMut(&str)) {
        let own = self.ask(|it| it.rare(|extra| Some(&extra.steps).filter(|it| !it.is_empty())), |_| None);
        match own {
            Some(steps) => steps.iter().for_each(|it| each(it)),
            None => self.bottom().body.link().and_then(Link::meta).into_iter().for_each(|it| it.steps(each)),
        }
    }

    fn has_safe(&self) -> bool {
        let own = |it: &Node| {
            let has = matches!(it.body, Body::Literal(_)) || it.rare(|extra| extra.safe.as_ref()).is_some();
            has.then_some(true)
        };
        self.ask(own, |it| Some(it.meta()?.has_safe())).unwrap_or(false)
    }

    fn safe_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.own_safe() {
            Some(text) => f.write_str(&text),
            None => self.bottom().body.link().and_then(Link::meta).map_or(Ok(()), |it| it.safe_fmt(f)),
        }
    }

    fn has_help(&self) -> bool {
        self.ask(|it| it.rare(|extra| extra.help.as_ref()).map(|_| true), |it| Some(it.meta()?.has_help()))
            .unwrap_or(false)
    }

    fn help_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.own_help() {
            Some(text) => f.write_str(&text),
            None => self.bottom().body.link().and_then(Link::meta).map_or(Ok(()), |it| it.help_fmt(f)),
        }
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_message(f)
    }

    fn link(&self) -> Option<Link<'_>> {
        let bottom = self.bottom();
        match &bottom.cause {
            Some(cause) => Some(Link::Meta(cause)),
            None => bottom.body.link()?.next(),
        }
    }

    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        if let Some(it) = self.bottom().body.link().and_then(Link::meta) {
            it.members(into);
        }
    }

    /// Past the layers that have a message and no more, in a loop.
    fn seek<'a>(&'a self, _: &'a dyn ErrorMeta, wanted: Wanted) -> Sought<'a> {
        let mut error = self;
        while error.0.is_silent(wanted) {
            error = match (&error.0.cause, &error.0.body) {
                (Some(cause), _) => cause,
                (None, Body::Shared(shared)) => shared.as_error(),
                (None, body) => {
                    let Some(link) = body.link() else { return Sought::Nothing };
                    let Some(wanted) = wanted.below() else { break };
                    return link.seek(wanted);
                }
            };
        }
        Sought::Layer(Link::Meta(error))
    }

    fn as_own(&self) -> Option<&Error> {
        Some(self)
    }
}

impl Error {
    /// The text for clients that a node of ours has: said so, or a literal message.
    pub(crate) fn own_safe(&self) -> Option<Cow<'static, str>> {
        let own = |it: &Node| match (it.rare(|extra| extra.safe.clone()), &it.body) {
            (Some(text), _) => Some(text),
            (None, Body::Literal(text)) => Some(Cow::Borrowed(*text)),
            _ => None,
        };
        self.ask(own, |_| None)
    }

    /// The help that a node of ours has.
    pub(crate) fn own_help(&self) -> Option<Cow<'static, str>> {
        self.ask(|it| it.rare(|extra| extra.help.clone()), |_| None)
    }
}
