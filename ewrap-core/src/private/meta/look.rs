//! How the value of a field is handed out, found at compile time: typed if its type is known, else by its `Display`,
//! else by its `Debug`.
//!
//! `(&&&&Look(field)).value()` is one call with five meanings: the compiler tries the trait of the receiver with the
//! most references first, and passes those whose bounds do not hold. So no bound is put on the user's type.

use std::fmt::{self, Debug, Display};

use super::AsValue;
use crate::meta::Value;

/// A field that is looked at.
pub struct Look<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Debug for Look<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Look")
    }
}

impl<T: ?Sized> Clone for Look<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Look<'_, T> {}

impl<'a, T> Look<'a, Option<T>> {
    /// What is in an `Option`, whatever it is called.
    #[inline]
    pub fn peel(self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

/// What is no `Option` is there.
pub trait Peel {
    /// A reference to it.
    type Held;
    /// What is in the field, if anything is.
    fn peel(self) -> Option<Self::Held>;
}

impl<'a, T: ?Sized> Peel for Look<'a, T> {
    type Held = &'a T;
    #[inline]
    fn peel(self) -> Option<&'a T> {
        Some(self.0)
    }
}

/// First: types that the value knows.
pub trait ByTyped<'a> {
    /// The value.
    fn value(self) -> Value<'a>;
}

impl<'a, T: AsValue + ?Sized> ByTyped<'a> for &&&&Look<'a, T> {
    #[inline]
    fn value(self) -> Value<'a> {
        self.0.as_value()
    }
}

/// Second: types of the application that become a value.
pub trait ByInto<'a> {
    /// The value.
    fn value(self) -> Value<'a>;
}

impl<'a, T: ?Sized> ByInto<'a> for &&&Look<'a, T>
where
    &'a T: Into<Value<'a>>,
{
    #[inline]
    fn value(self) -> Value<'a> {
        self.0.into()
    }
}

/// Third: whatever has a `Display`.
pub trait ByDisplay<'a> {
    /// The value.
    fn value(self) -> Value<'a>;
}

impl<'a, T: Display> ByDisplay<'a> for &&Look<'a, T> {
    #[inline]
    fn value(self) -> Value<'a> {
        Value::Display(self.0)
    }
}

/// Fourth: whatever has a `Debug`.
pub trait ByDebug<'a> {
    /// The value.
    fn value(self) -> Value<'a>;
}

impl<'a, T: Debug> ByDebug<'a> for &Look<'a, T> {
    #[inline]
    fn value(self) -> Value<'a> {
        Value::Debug(self.0)
    }
}

/// Last: a type that cannot be shown, which stops the compiler.
pub trait Unshown<'a, T: ?Sized> {
    /// Never called: nothing is [`Shown`].
    fn value(self) -> Value<'a>
    where
        T: Shown;
}

impl<'a, T: ?Sized> Unshown<'a, T> for Look<'a, T> {
    fn value(self) -> Value<'a>
    where
        T: Shown,
    {
        Value::Str("".into())
    }
}

/// What can be shown as the field of an error: only ever asked of types that cannot.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shown as a field of an error",
    label = "neither a number nor text, and without `Display` or `Debug`",
    note = "implement `Display` or `Debug` for it (in generic code say `#[meta(key, debug)]`), or give a function, \
            `#[meta(key, with = path)]`, or leave it out with `#[meta(skip)]`"
)]
pub trait Shown {}

/// The value of a field that is to be shown by its `Display`.
#[inline]
pub fn display<T: Display>(it: &T) -> Value<'_> {
    Value::Display(it)
}

/// The value of a field that is to be shown by its `Debug`.
#[inline]
pub fn debug<T: Debug>(it: &T) -> Value<'_> {
    Value::Debug(it)
}

/// Hands a field to the visitor, unless it is `None`.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_put {
    ($visitor:ident, $facts:ident[$at:literal], $it:ident) => {{
        #[allow(unused_imports, reason = "the field's type decides which is used")]
        use $crate::__private::meta::{ByDebug, ByDisplay, ByInto, ByTyped, Look, Peel, Unshown};
        if let $crate::__private::meta::Some(__ewrap_it) = Look($it).peel() {
            $visitor.entry($crate::__private::meta::Entry::new($facts[$at], (&&&&Look(__ewrap_it)).value()));
        }
    }};
    ($visitor:ident, $facts:ident[$at:literal], $it:ident, with = $path:expr) => {{
        #[allow(unused_imports, reason = "the field's type decides which is used")]
        use $crate::__private::meta::{MadeInto, MadeText, Open, Unmade, of};
        let __ewrap_made = $path($it);
        if let $crate::__private::meta::Some(__ewrap_made) = of(&__ewrap_made).open(__ewrap_made) {
            $visitor.entry($crate::__private::meta::Entry::new($facts[$at], (&&of(&__ewrap_made)).made(__ewrap_made)));
        }
    }};
    ($visitor:ident, $facts:ident[$at:literal], $it:ident, $how:ident) => {{
        #[allow(unused_imports, reason = "the field's type decides which is used")]
        use $crate::__private::meta::{Look, Peel};
        if let $crate::__private::meta::Some(__ewrap_it) = Look($it).peel() {
            $visitor.entry($crate::__private::meta::Entry::new($facts[$at], $crate::__private::meta::$how(__ewrap_it)));
        }
    }};
}
