//! The types that a [`Value`] knows, and the pointers to them.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::meta::Value;

/// A type that a [`Value`] knows.
pub trait AsValue {
    /// The value, by reference.
    fn as_value(&self) -> Value<'_>;
}

macro_rules! copied {
    ($($ty:ty),*) => {$(
        impl AsValue for $ty {
            #[inline]
            fn as_value(&self) -> Value<'_> {
                Value::from(*self)
            }
        }
    )*};
}

copied!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, bool, char, Duration);

impl AsValue for str {
    #[inline]
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl AsValue for String {
    #[inline]
    fn as_value(&self) -> Value<'_> {
        Value::from(self.as_str())
    }
}

macro_rules! pointers {
    ($($ty:ty),*) => {$(
        impl<T: AsValue + ?Sized> AsValue for $ty {
            #[inline]
            fn as_value(&self) -> Value<'_> {
                (**self).as_value()
            }
        }
    )*};
}

pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<T: AsValue + ToOwned + ?Sized> AsValue for Cow<'_, T> {
    #[inline]
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}
