//! What a result says about the dependency, found at compile time: the error's own word where it has metadata, else
//! every `Err` is a failure.
//!
//! `Listen::<R>::judge` is one path with two meanings. The inherent function exists only where the error is `ErrorMeta`
//! and then goes first; else the trait's is meant. So no bound is put on the user's function.

use std::fmt;
use std::marker::PhantomData;

use super::returned::Returned;
use crate::meta::{ErrorMeta, Link};
use crate::outcome::Said;

/// Which judge a return type has.
pub struct Listen<R>(PhantomData<fn() -> R>);

impl<R> fmt::Debug for Listen<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listen")
    }
}

impl<R: Returned<Err: ErrorMeta>> Listen<R> {
    /// The error decides.
    pub fn judge<T>(result: &Result<T, R::Err>) -> Said {
        match result {
            Ok(_) => Said::Success,
            Err(error) => Said::by(Link::Meta(error)),
        }
    }
}

/// The judge of errors without metadata.
pub trait Unheard {
    /// Every `Err` is a failure.
    fn judge<T, E>(result: &Result<T, E>) -> Said;
}

impl<R> Unheard for Listen<R> {
    #[inline]
    fn judge<T, E>(result: &Result<T, E>) -> Said {
        if result.is_ok() { Said::Success } else { Said::Failure }
    }
}
