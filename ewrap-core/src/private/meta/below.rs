//! The layer below, found at compile time: with its metadata if its type has any, else as the plain error that it is.
//!
//! `(&&&&Look(source)).link()` is one call with five meanings, as in `look`.

use std::error::Error;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use super::Look;
use crate::meta::{ErrorMeta, Link};

/// A type that is, or stands for, an error without borrowed data.
pub trait AsError {
    /// It, as such.
    fn as_error(&self) -> &(dyn Error + 'static);
}

impl<E: Error + 'static> AsError for E {
    #[inline]
    fn as_error(&self) -> &(dyn Error + 'static) {
        self
    }
}

macro_rules! dynamic {
    ($($ty:ty),*) => {$(
        impl AsError for $ty {
            #[inline]
            fn as_error(&self) -> &(dyn Error + 'static) {
                self
            }
        }
    )*};
}

dynamic!(dyn Error, dyn Error + Send, dyn Error + Send + Sync, dyn Error + Sync);

/// A pointer to an error: the error itself is the layer.
pub trait Holds {
    /// The error.
    fn held(&self) -> &(dyn Error + 'static);
}

macro_rules! holds {
    ($($ty:ty),*) => {$(
        impl<E: AsError + ?Sized> Holds for $ty {
            #[inline]
            fn held(&self) -> &(dyn Error + 'static) {
                (**self).as_error()
            }
        }
    )*};
}

holds!(Box<E>, Rc<E>, Arc<E>, &E);

/// First: errors with metadata, whatever points to them.
pub trait ByMeta<'a> {
    /// The layer.
    fn link(self) -> Option<Link<'a>>;
}

impl<'a, E: ErrorMeta> ByMeta<'a> for &&&&Look<'a, E> {
    #[inline]
    fn link(self) -> Option<Link<'a>> {
        Some(Link::Meta(self.0))
    }
}

/// Second: boxed errors.
pub trait ByPointer<'a> {
    /// The layer.
    fn link(self) -> Option<Link<'a>>;
}

impl<'a, P: Holds> ByPointer<'a> for &&&Look<'a, P> {
    #[inline]
    fn link(self) -> Option<Link<'a>> {
        Some(Link::of(self.0.held()))
    }
}

/// Third: plain errors.
pub trait ByPlain<'a> {
    /// The layer.
    fn link(self) -> Option<Link<'a>>;
}

impl<'a, E: Error + 'static> ByPlain<'a> for &&Look<'a, E> {
    #[inline]
    fn link(self) -> Option<Link<'a>> {
        Some(Link::of(self.0))
    }
}

/// Fourth: other libraries' boxes (`anyhow::Error`, `eyre::Report`), which are no errors but lead to one.
pub trait ByDeref<'a> {
    /// The layer.
    fn link(self) -> Option<Link<'a>>;
}

impl<'a, P: Deref<Target: AsError>> ByDeref<'a> for &Look<'a, P> {
    #[inline]
    fn link(self) -> Option<Link<'a>> {
        let held: &'a P = self.0;
        Some(Link::of(held.deref().as_error()))
    }
}

/// Last, where the source was named as such: a type that is no error stops the compiler.
pub trait Unlayered<'a, T: ?Sized> {
    /// Never called: nothing is a [`Layer`].
    fn link(self) -> Option<Link<'a>>
    where
        T: Layer;
}

impl<'a, T: ?Sized> Unlayered<'a, T> for Look<'a, T> {
    fn link(self) -> Option<Link<'a>>
    where
        T: Layer,
    {
        None
    }
}

/// Last, where a field merely is called `source`.
pub trait Nothing<'a> {
    /// No layer.
    fn link(self) -> Option<Link<'a>>;
}

impl<'a, T: ?Sized> Nothing<'a> for Look<'a, T> {
    #[inline]
    fn link(self) -> Option<Link<'a>> {
        None
    }
}

/// What can be the layer below an error: only ever asked of types that cannot.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the source of an error",
    label = "neither `ErrorMeta` nor `std::error::Error`",
    note = "a source is an error without borrowed data, a `Box`, `Arc` or `Option` of one, or has `ErrorMeta`"
)]
pub trait Layer {}

/// The layer below that a source is.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_below {
    ($it:ident) => {{
        #[allow(unused_imports, reason = "the field's type decides which is used")]
        use $crate::__private::meta::{ByDeref, ByMeta, ByPlain, ByPointer, Look, Peel, Unlayered};
        match Look($it).peel() {
            $crate::__private::meta::Some(__ewrap_it) => (&&&&Look(__ewrap_it)).link(),
            $crate::__private::meta::None => $crate::__private::meta::None,
        }
    }};
}

/// The layer below that a field may be, which is called `source`.
#[doc(hidden)]
#[macro_export]
macro_rules! derived_below_if {
    ($it:ident) => {{
        #[allow(unused_imports, reason = "the field's type decides which is used")]
        use $crate::__private::meta::{ByDeref, ByMeta, ByPlain, ByPointer, Look, Nothing, Peel};
        match Look($it).peel() {
            $crate::__private::meta::Some(__ewrap_it) => (&&&&Look(__ewrap_it)).link(),
            $crate::__private::meta::None => $crate::__private::meta::None,
        }
    }};
}
