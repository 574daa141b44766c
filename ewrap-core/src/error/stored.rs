//! A value of metadata, as an error owns it.

use crate::meta::Value;

/// The owned twin of [`Value`].
pub(super) enum Stored {
    Bool(bool),
    I64(i64),
    U64(u64),
    /// Boxed: rare, and twice as large as any other.
    Wide(Box<Wide>),
    F64(f64),
    Char(char),
    Static(&'static str),
    Text(Box<str>),
    Duration(std::time::Duration),
}

pub(super) enum Wide {
    I128(i128),
    U128(u128),
}

impl Stored {
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Bool(it) => Value::Bool(*it),
            Self::I64(it) => Value::I64(*it),
            Self::U64(it) => Value::U64(*it),
            Self::Wide(it) => match **it {
                Wide::I128(it) => Value::I128(it),
                Wide::U128(it) => Value::U128(it),
            },
            Self::F64(it) => Value::F64(*it),
            Self::Char(it) => Value::Char(*it),
            Self::Static(it) => Value::Str((*it).into()),
            Self::Text(it) => Value::Str((&**it).into()),
            Self::Duration(it) => Value::Duration(*it),
        }
    }
}

impl From<Value<'static>> for Stored {
    fn from(value: Value<'static>) -> Self {
        use std::borrow::Cow;
        match value {
            Value::Bool(it) => Self::Bool(it),
            Value::I64(it) => Self::I64(it),
            Value::U64(it) => Self::U64(it),
            Value::I128(it) => Self::Wide(Box::new(Wide::I128(it))),
            Value::U128(it) => Self::Wide(Box::new(Wide::U128(it))),
            Value::F64(it) => Self::F64(it),
            Value::Char(it) => Self::Char(it),
            Value::Str(Cow::Borrowed(it)) => Self::Static(it),
            Value::Str(Cow::Owned(it)) => Self::Text(it.into()),
            Value::Duration(it) => Self::Duration(it),
            Value::Display(it) => Self::Text(it.to_string().into()),
            Value::Debug(it) => Self::Text(format!("{it:?}").into()),
        }
    }
}
