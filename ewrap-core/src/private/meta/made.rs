//! What a field's own function (`with = path`) gives: a value, or something with a `Display`, or an `Option` of one.
//!
//! Here alone something is allocated, and only for what is neither a number nor text: it does not live as long as the
//! error does.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use super::Shown;
use crate::meta::Value;

/// The type of what was made.
pub struct Of<R>(PhantomData<fn() -> R>);

impl<R> fmt::Debug for Of<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Of")
    }
}

/// The type of `it`.
pub fn of<R>(_: &R) -> Of<R> {
    Of(PhantomData)
}

impl<R> Of<Option<R>> {
    /// What is in an `Option`.
    pub fn open(self, made: Option<R>) -> Option<R> {
        made
    }
}

/// What is no `Option` is there.
pub trait Open<R> {
    /// What was made, if anything.
    fn open(self, made: R) -> Option<R>;
}

impl<R> Open<R> for Of<R> {
    fn open(self, made: R) -> Option<R> {
        Some(made)
    }
}

/// First: what becomes a value.
pub trait MadeInto<'a, R> {
    /// The value.
    fn made(self, made: R) -> Value<'a>;
}

impl<'a, R: Into<Value<'a>>> MadeInto<'a, R> for &&Of<R> {
    fn made(self, made: R) -> Value<'a> {
        made.into()
    }
}

/// Second: what has a `Display`, as text.
pub trait MadeText<'a, R> {
    /// The value.
    fn made(self, made: R) -> Value<'a>;
}

impl<'a, R: Display> MadeText<'a, R> for &Of<R> {
    fn made(self, made: R) -> Value<'a> {
        Value::Str(Cow::Owned(made.to_string()))
    }
}

/// Last: what cannot be shown, which stops the compiler.
pub trait Unmade<'a, R> {
    /// Never called: nothing is [`Shown`].
    fn made(self, made: R) -> Value<'a>
    where
        R: Shown;
}

impl<'a, R> Unmade<'a, R> for Of<R> {
    fn made(self, _: R) -> Value<'a>
    where
        R: Shown,
    {
        Value::Str(Cow::Borrowed(""))
    }
}
