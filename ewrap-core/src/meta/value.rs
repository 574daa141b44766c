//! The fields of an error, handed out one by one, by reference.
//!
//! Invariant: a personal value is masked wherever it is shown; only [`Entry::reveal`] gives it as it is.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::{Field, Visibility};
use crate::pii;

/// The value of a field, as it is handed to a [`Visitor`].
///
/// Numbers stay numbers, so that a log keeps their type; what is neither a number nor text nor a duration is shown by
/// its own `Display` or `Debug`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Value<'a> {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A signed integer that may need more bits.
    I128(i128),
    /// An unsigned integer that may need more bits.
    U128(u128),
    /// A number with a fraction.
    F64(f64),
    /// A character.
    Char(char),
    /// Text.
    Str(Cow<'a, str>),
    /// A span of time.
    Duration(Duration),
    /// Shown by its `Display`.
    Display(&'a dyn fmt::Display),
    /// Shown by its `Debug`.
    Debug(&'a dyn fmt::Debug),
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(it) => it.fmt(f),
            Self::I64(it) => it.fmt(f),
            Self::U64(it) => it.fmt(f),
            Self::I128(it) => it.fmt(f),
            Self::U128(it) => it.fmt(f),
            Self::F64(it) => it.fmt(f),
            Self::Char(it) => it.fmt(f),
            Self::Str(it) => it.fmt(f),
            Self::Duration(it) => fmt::Debug::fmt(it, f),
            Self::Display(it) => it.fmt(f),
            Self::Debug(it) => it.fmt(f),
        }
    }
}

/// The value as it is shown, text in quotes.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(it) => fmt::Debug::fmt(it, f),
            Self::Str(it) => fmt::Debug::fmt(it, f),
            other => fmt::Display::fmt(other, f),
        }
    }
}

macro_rules! from_number {
    ($($ty:ty => $variant:ident),* $(,)?) => {$(
        impl From<$ty> for Value<'_> {
            #[inline]
            fn from(it: $ty) -> Self {
                Self::$variant(it.into())
            }
        }

        impl FromValue<'_> for $ty {
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::I64(it) => it.try_into().ok(),
                    Value::U64(it) => it.try_into().ok(),
                    Value::I128(it) => it.try_into().ok(),
                    Value::U128(it) => it.try_into().ok(),
                    _ => None,
                }
            }
        }
    )*};
}

from_number! {
    u8 => U64, u16 => U64, u32 => U64, u64 => U64, u128 => U128,
    i8 => I64, i16 => I64, i32 => I64, i64 => I64, i128 => I128,
}

macro_rules! from_plain {
    ($($ty:ty => $variant:ident),* $(,)?) => {$(
        impl From<$ty> for Value<'_> {
            #[inline]
            fn from(it: $ty) -> Self {
                Self::$variant(it)
            }
        }

        impl FromValue<'_> for $ty {
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::$variant(it) => Some(it),
                    _ => None,
                }
            }
        }
    )*};
}

from_plain! { bool => Bool, f64 => F64, char => Char, Duration => Duration }

impl From<usize> for Value<'_> {
    #[inline]
    fn from(it: usize) -> Self {
        // No platform has more than 64 bits.
        Self::U64(it as u64)
    }
}

impl From<isize> for Value<'_> {
    #[inline]
    fn from(it: isize) -> Self {
        Self::I64(it as i64)
    }
}

impl From<f32> for Value<'_> {
    #[inline]
    fn from(it: f32) -> Self {
        Self::F64(it.into())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    #[inline]
    fn from(it: &'a str) -> Self {
        Self::Str(Cow::Borrowed(it))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    #[inline]
    fn from(it: &'a String) -> Self {
        Self::Str(Cow::Borrowed(it))
    }
}

impl From<String> for Value<'_> {
    #[inline]
    fn from(it: String) -> Self {
        Self::Str(Cow::Owned(it))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    #[inline]
    fn from(it: Cow<'a, str>) -> Self {
        Self::Str(it)
    }
}

/// A type that the value of a field can be read back as: [`meta::find`](super::find).
///
/// Integers are converted if they fit. `String` reads any value, as it is shown; `&str` reads text only.
pub trait FromValue<'a>: Sized {
    /// The value, if it is of this type.
    fn from_value(value: Value<'a>) -> Option<Self>;
}

macro_rules! size_from_value {
    ($($ty:ty),*) => {$(
        impl FromValue<'_> for $ty {
            fn from_value(value: Value<'_>) -> Option<Self> {
                i128::from_value(value)?.try_into().ok()
            }
        }
    )*};
}

size_from_value!(usize, isize);

impl FromValue<'_> for f32 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        #[allow(clippy::cast_possible_truncation, reason = "the nearest number is what reading an `f32` means")]
        f64::from_value(value).map(|it| it as Self)
    }
}

impl<'a> FromValue<'a> for &'a str {
    fn from_value(value: Value<'a>) -> Option<Self> {
        match value {
            Value::Str(Cow::Borrowed(it)) => Some(it),
            _ => None,
        }
    }
}

impl FromValue<'_> for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Str(it) => it.into_owned(),
            other => other.to_string(),
        })
    }
}

impl<'a> FromValue<'a> for Value<'a> {
    fn from_value(value: Value<'a>) -> Option<Self> {
        Some(value)
    }
}

/// One field of an error: its name, who may see it, and its value.
///
/// `Display` writes the value, masked if it is personal.
#[derive(Clone)]
pub struct Entry<'a> {
    field: Field,
    value: Value<'a>,
}

impl<'a> Entry<'a> {
    /// An entry.
    #[inline]
    #[must_use]
    pub fn new(field: Field, value: impl Into<Value<'a>>) -> Self {
        Self { field, value: value.into() }
    }

    /// The key.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.field.name
    }

    /// The field's facts.
    #[must_use]
    pub fn field(&self) -> Field {
        self.field
    }

    /// Whether clients may see it: public, and not personal.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.field.visibility == Visibility::Clients && self.field.redact.is_none()
    }

    /// Whether it is personal.
    #[must_use]
    pub fn is_pii(&self) -> bool {
        self.field.redact.is_some()
    }

    /// The value, unless it is personal.
    #[must_use]
    pub fn value(self) -> Option<Value<'a>> {
        if self.is_pii() { None } else { Some(self.value) }
    }

    /// The value, personal or not. Never write it anywhere.
    #[must_use]
    pub fn reveal(self) -> Value<'a> {
        self.value
    }
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.redact {
            None => self.value.fmt(f),
            Some(redact) => pii::mask(&self.value, redact, f),
        }
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={self}", self.name())
    }
}

/// Is handed the fields of an error, one by one.
///
/// ```
/// use ewrap::{Entry, Visitor};
///
/// /// Writes `key=value`, as logfmt does.
/// struct Logfmt(String);
///
/// impl Visitor<'_> for Logfmt {
///     fn entry(&mut self, entry: Entry<'_>) {
///         self.0 += &format!("{}={entry} ", entry.name());
///     }
/// }
/// ```
pub trait Visitor<'a> {
    /// One field.
    fn entry(&mut self, entry: Entry<'a>);
}

/// A closure is a visitor.
impl<'a, F: FnMut(Entry<'a>)> Visitor<'a> for F {
    fn entry(&mut self, entry: Entry<'a>) {
        self(entry);
    }
}
