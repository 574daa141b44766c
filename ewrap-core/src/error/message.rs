//! The message of a layer: a literal, which clients may see, or text made at run time, which they may not.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;

use super::Error;
use super::node::Body;

/// A message, and whether it stands in the program's source.
///
/// A `&'static str` is a literal: **clients may be told it**. A `String` is text made at run time, whatever went into
/// it, and stays in the logs. So a secret reaches a client only if it was leaked into a `&'static str` first.
///
/// ```
/// use ewrap::{Error, Message};
///
/// assert!(Message::from("no such user").is_literal());
/// assert!(!Message::from(format!("no user {}", 8)).is_literal());
/// assert_eq!(Error::new("no such user").safe_message(), "no such user");
/// assert_eq!(Error::new(format!("no user {}", 8)).safe_message(), "internal error");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message(Text);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Text {
    Literal(&'static str),
    Made(Box<str>),
}

impl Message {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Literal(text) => text,
            Text::Made(text) => text,
        }
    }

    /// Whether it is a literal, which clients may see.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        matches!(self.0, Text::Literal(_))
    }

    #[inline]
    pub(super) fn into_error(self, location: &'static Location<'static>) -> Error {
        match self.0 {
            Text::Literal(text) => Error::literal(text, location),
            Text::Made(text) => Error::deepest(Body::Text(text), location),
        }
    }

    pub(super) fn into_body(self) -> Body {
        match self.0 {
            Text::Literal(text) => Body::Literal(text),
            Text::Made(text) => Body::Text(text),
        }
    }

    /// What `format_args!` was given: a literal if it has no placeholder.
    #[inline]
    pub(super) fn of_args(args: fmt::Arguments<'_>) -> Self {
        args.as_str().map_or_else(|| Self::from(args.to_string()), Self::from)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<&'static str> for Message {
    #[inline]
    fn from(text: &'static str) -> Self {
        Self(Text::Literal(text))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self(Text::Made(text.into()))
    }
}

impl From<Box<str>> for Message {
    fn from(text: Box<str>) -> Self {
        Self(Text::Made(text))
    }
}

/// What is borrowed is a literal.
impl From<Cow<'static, str>> for Message {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}
