//! What an error's one word points to: a node for each layer.
//!
//! Invariant: what is rarely said lives in [`Extra`], which is allocated when it is first said; and dropping a chain is
//! a loop, however long the chain is.

use std::backtrace::Backtrace;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::mem::{self, ManuallyDrop};
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use super::Error;
use super::held::Held;
use super::hooks::ErrorLogger;
use super::message::Message;
use super::retry::RetryInfo;
use super::shared::SharedError;
use super::stamp;
use super::stored::Stored;
use super::surroundings::Surroundings;
use crate::meta::seek::{Says, Wanted};
use crate::meta::{ErrorKind, Field, GrpcCode, Link, Severity};
use crate::open::CircuitOpen;
use crate::outcome::Verdict;

/// What a layer says in the first place: a message of its own, or another error that it stands for.
pub(super) enum Body {
    /// Text of the program's source: clients may see it.
    Literal(&'static str),
    /// Text made at run time: for logs.
    Text(Box<str>),
    /// A rejection, in place: rejecting must be cheap.
    Open(CircuitOpen),
    /// The most frequent foreign error, in place.
    Io(io::Error),
    /// An error that others hold, too.
    Shared(SharedError),
    /// Any other error.
    Held(Box<dyn Held>),
}

/// One layer. It has no destructor, so that it is written where it is to be; the [`Error`] that owns it has one.
pub(super) struct Node {
    owned: ManuallyDrop<Owned>,
    pub(super) location: &'static Location<'static>,
    /// Nanoseconds since 1970.
    pub(super) made_at_ns: u64,
    /// Its place in [`ErrorKind::ALL`]; a kind of the application's own is in [`Extra`].
    kind: Option<u8>,
    pub(super) http: Option<u16>,
    pub(super) severity: Option<Severity>,
    pub(super) retryable: Option<bool>,
}

/// What a layer may have to drop.
pub(super) struct Owned {
    pub(super) body: Body,
    /// The layer below; always `None` if the body is an error.
    pub(super) cause: Option<Error>,
    pub(super) extra: Option<Box<Extra>>,
}

/// What few layers say.
#[derive(Default)]
pub(super) struct Extra {
    pub(super) metadata: Vec<(Field, Stored)>,
    pub(super) custom_kind: Option<&'static str>,
    pub(super) code: Option<&'static str>,
    pub(super) grpc: Option<GrpcCode>,
    pub(super) failure: Option<Verdict>,
    pub(super) safe: Option<Cow<'static, str>>,
    pub(super) help: Option<Cow<'static, str>>,
    pub(super) steps: Vec<Cow<'static, str>>,
    pub(super) docs: Option<Cow<'static, str>>,
    pub(super) retry_after: Option<Duration>,
    pub(super) retry: Option<RetryInfo>,
    pub(super) surroundings: Option<Surroundings>,
    pub(super) backtrace: Option<Box<Backtrace>>,
    pub(super) logger: Option<Arc<dyn ErrorLogger>>,
}

impl Deref for Node {
    type Target = Owned;

    #[inline]
    fn deref(&self) -> &Owned {
        &self.owned
    }
}

impl DerefMut for Node {
    #[inline]
    fn deref_mut(&mut self) -> &mut Owned {
        &mut self.owned
    }
}

impl Node {
    /// A layer around another.
    pub(super) fn around(cause: Error, message: Message, location: &'static Location<'static>) -> Self {
        Self::bare(message.into_body(), Some(cause), location)
    }

    #[inline]
    pub(super) fn bare(body: Body, cause: Option<Error>, location: &'static Location<'static>) -> Self {
        Self {
            owned: ManuallyDrop::new(Owned { body, cause, extra: None }),
            location,
            made_at_ns: stamp::now_ns(),
            kind: None,
            http: None,
            severity: None,
            retryable: None,
        }
    }

    pub(super) fn holds_one_of_ours(&self) -> bool {
        match &self.body {
            Body::Shared(_) => true,
            Body::Io(error) => error.get_ref().is_some_and(<dyn StdError + Send + Sync>::is::<Error>),
            _ => false,
        }
    }

    pub(super) fn extra(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    /// What kind this layer says it is.
    pub(super) fn kind(&self) -> Option<ErrorKind> {
        match self.kind {
            Some(place) => ErrorKind::ALL.get(usize::from(place)).copied(),
            None => self.rare(|extra| extra.custom_kind).map(ErrorKind::Custom),
        }
    }

    pub(super) fn set_kind(&mut self, kind: ErrorKind) {
        let place = ErrorKind::ALL.iter().position(|it| *it == kind);
        self.kind = place.and_then(|it| u8::try_from(it).ok());
        if let ErrorKind::Custom(name) = kind {
            self.extra().custom_kind = Some(name);
        }
    }

    /// Whether nothing of what is wanted is said here, so that what is below answers.
    pub(super) fn is_silent(&self, wanted: Wanted) -> bool {
        let has_words = self.extra.is_some()
            || self.kind.is_some()
            || self.http.is_some()
            || self.severity.is_some()
            || self.retryable.is_some();
        let is_for_clients = matches!(self.body, Body::Literal(_));
        !(has_words || is_for_clients && wanted.says().any_of(Says::SAFE))
    }

    /// What [`Extra`] says, if there is one.
    pub(super) fn rare<'a, A>(&'a self, read: impl FnOnce(&'a Extra) -> Option<A>) -> Option<A> {
        self.extra.as_deref().and_then(read)
    }
}

impl Owned {
    const NOTHING: Self = Self { body: Body::Literal(""), cause: None, extra: None };

    #[inline]
    fn is_trivial(&self) -> bool {
        let is_alone = self.cause.is_none() & self.extra.is_none();
        is_alone && matches!(self.body, Body::Literal(_))
    }

    /// Takes out the error below, of whichever form; of a group, the last, and the others into `rest`.
    fn take_below(&mut self, rest: &mut Vec<Error>) -> Option<Error> {
        if let Some(cause) = self.cause.take() {
            return Some(cause);
        }
        match mem::replace(&mut self.body, Body::Literal("")) {
            Body::Shared(shared) => shared.into_inner(),
            Body::Io(error) => error.into_inner()?.downcast::<Error>().ok().map(|it| *it),
            Body::Held(mut held) => {
                rest.append(&mut held.take_members());
                rest.pop()
            }
            _ => None,
        }
    }
}

impl Drop for Error {
    #[inline]
    fn drop(&mut self) {
        if !self.0.is_trivial() {
            self.0.drop_owned();
        }
    }
}

impl Node {
    /// In a loop, however many layers there are.
    #[inline(never)]
    fn drop_owned(&mut self) {
        let mut owned = mem::replace(&mut *self.owned, Owned::NOTHING);
        let mut rest = Vec::new();
        let mut below = owned.take_below(&mut rest);
        while let Some(mut error) = below {
            below = error.0.take_below(&mut rest).or_else(|| rest.pop());
        }
    }
}

impl Body {
    /// The error this layer stands for; `None` for a message, and for a shared error, which is a layer of ours.
    pub(super) fn as_error(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Literal(_) | Self::Text(_) | Self::Shared(_) => None,
            Self::Open(it) => Some(it),
            Self::Io(it) => Some(it),
            Self::Held(it) => Some(it.as_error()),
        }
    }

    /// The same with its metadata.
    pub(super) fn link(&self) -> Option<Link<'_>> {
        match self {
            Self::Literal(_) | Self::Text(_) | Self::Shared(_) => None,
            Self::Open(it) => Some(Link::Meta(it)),
            Self::Io(it) => Some(Link::Error(it)),
            Self::Held(it) => Some(it.as_meta().map_or_else(|| Link::of(it.as_error()), Link::Meta)),
        }
    }

    pub(super) fn into_boxed(self) -> Option<Box<dyn StdError + Send + Sync>> {
        match self {
            Self::Literal(_) | Self::Text(_) => None,
            Self::Open(it) => Some(Box::new(it)),
            Self::Io(it) => Some(Box::new(it)),
            Self::Shared(it) => Some(Box::new(it)),
            Self::Held(it) => Some(it.into_boxed()),
        }
    }
}

impl Error {
    /// The node whose body is no shared error: what this layer stands for in the end.
    pub(super) fn bottom(&self) -> &Node {
        let mut node = &*self.0;
        while let Body::Shared(shared) = &node.body {
            node = &shared.as_error().0;
        }
        node
    }

    /// Asks what this layer says itself, then the error it stands for.
    pub(super) fn ask<'a, A>(
        &'a self,
        own: impl Fn(&'a Node) -> Option<A>,
        held: impl FnOnce(Link<'a>) -> Option<A>,
    ) -> Option<A> {
        let mut node = &*self.0;
        loop {
            let answer = own(node);
            if answer.is_some() {
                return answer;
            }
            match &node.body {
                Body::Shared(shared) => node = &shared.as_error().0,
                body => return body.link().and_then(held),
            }
        }
    }

    /// The `io::Error` that this layer stands for.
    pub(super) fn as_io(&self) -> Option<&io::Error> {
        match &self.bottom().body {
            Body::Io(error) => Some(error),
            _ => None,
        }
    }

    /// Writes the message of this layer, and nothing of its causes.
    pub(super) fn fmt_message(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.bottom().body {
            Body::Literal(text) => f.write_str(text),
            Body::Text(text) => f.write_str(text),
            // A new set of flags: `{:#}` is this type's word, not that of the error it stands for.
            body => match body.link() {
                Some(link) => write!(f, "{link}"),
                None => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_kept() {
        let own = ErrorKind::Custom("fraud");
        for kind in ErrorKind::ALL.into_iter().chain([own]) {
            assert_eq!(Error::new("x").with_kind(own).with_kind(kind).kind(), kind);
        }
    }

    #[test]
    fn a_layer_is_small() {
        assert_eq!(size_of::<Body>(), 24);
        assert_eq!(size_of::<Node>(), 64);
    }
}
