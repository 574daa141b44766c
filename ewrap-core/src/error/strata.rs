//! The layers of an error as they are shown: those that only stand for the one below are one with it.

use std::fmt;
use std::io;

use super::Error;
use crate::meta::{Entry, Link, Visitor};

/// One or more layers that share a message: transparent ones, and the one that they stand for.
#[derive(Clone, Copy)]
pub(crate) struct Stratum<'a> {
    first: Link<'a>,
    last: Link<'a>,
    layers: usize,
}

impl<'a> Stratum<'a> {
    pub(crate) fn of(first: Link<'a>) -> Self {
        let mut it = Self { first, last: first, layers: 1 };
        while is_transparent(it.last) {
            let Some(next) = it.last.next() else { break };
            it.last = next;
            it.layers += 1;
        }
        it
    }

    #[cfg(feature = "serde")]
    pub(crate) fn top(self) -> Link<'a> {
        self.first
    }

    pub(crate) fn layers(self) -> impl Iterator<Item = Link<'a>> {
        std::iter::successors(Some(self.first), |it| it.next()).take(self.layers)
    }

    /// The first answer of its layers.
    pub(crate) fn ask<A>(self, answer: impl Fn(Link<'a>) -> Option<A>) -> Option<A> {
        self.layers().find_map(answer)
    }

    pub(crate) fn visit(self, visitor: &mut dyn Visitor<'a>) {
        for layer in self.layers() {
            layer.visit(&mut |entry: Entry<'a>| visitor.entry(entry));
        }
    }

    pub(crate) fn next(self) -> Option<Self> {
        self.last.next().map(Self::of)
    }

    pub(crate) fn members(self) -> Vec<Self> {
        self.last.members().into_iter().map(Self::of).collect()
    }
}

/// Whether its message is that of the layer below. That of an `io::Error` is, if it carries another error.
fn is_transparent(layer: Link<'_>) -> bool {
    let io = match layer {
        Link::Error(error) => error.downcast_ref::<io::Error>(),
        Link::Meta(meta) => meta.as_own().and_then(Error::as_io),
    };
    io.is_some_and(|it| it.get_ref().is_some()) || layer.facts().is_some_and(|facts| facts.transparent)
}

/// The message. That of a group is its first line: its members are shown as layers of their own.
impl fmt::Display for Stratum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.last.members().is_empty() {
            return write!(f, "{}", self.last);
        }
        let text = self.last.to_string();
        let line = text.lines().next().unwrap_or_default();
        f.write_str(line.strip_suffix(':').unwrap_or(line))
    }
}
