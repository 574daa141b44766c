//! What a fallback gave: a `Result`, or a future of one.
//!
//! [`Fallen`] makes a future of either, found by method resolution, so no bound stands on the user's function and
//! generated code is the same for both. The method's name is one that no trait of the user's has: a method by value of a
//! blanket implementation would be found too.

use std::fmt;
use std::future::{Future, Ready, ready};

/// What a fallback gave.
#[derive(Debug)]
pub struct Fallen<V>(pub V);

impl<T, E> Fallen<Result<T, E>> {
    /// A result is a future that is ready.
    #[inline]
    pub fn __ewrap_resolve(self) -> Ready<Result<T, E>> {
        ready(self.0)
    }
}

/// A future of a result is what it is.
pub trait Resolve {
    /// The future.
    type Future;
    /// The future of the fallback's answer.
    fn __ewrap_resolve(self) -> Self::Future;
}

impl<F: Future> Resolve for Fallen<F> {
    type Future = F;

    #[inline]
    fn __ewrap_resolve(self) -> F {
        self.0
    }
}

/// What a fallback of a function that returns `R` may give. Asked of values that are neither a result nor a future.
#[diagnostic::on_unimplemented(
    message = "the fallback must return what the function returns, `{R}`, not `{Self}`",
    label = "returns `{Self}`"
)]
pub trait FallbackResult<R> {}

/// Then it is the function's return type that is wrong, and is blamed already.
#[diagnostic::do_not_recommend]
impl<V> FallbackResult<V> for V {}

/// Nothing returns it. A second implementation, so that the compiler waits until it knows what the function returns,
/// instead of concluding it from the first.
pub struct Unknown<V>(V);

impl<V> fmt::Debug for Unknown<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unknown(..)")
    }
}

#[diagnostic::do_not_recommend]
impl<V> FallbackResult<Unknown<V>> for V {}

/// Method resolution comes here last: the value is neither a result nor a future.
pub trait Refuse {
    /// What the fallback gave.
    type Value;
    /// Does not compile.
    fn __ewrap_resolve<R>(&self) -> Ready<R>
    where
        Self::Value: FallbackResult<R>;
}

impl<V> Refuse for Fallen<V> {
    type Value = V;

    fn __ewrap_resolve<R>(&self) -> Ready<R>
    where
        V: FallbackResult<R>,
    {
        unreachable!("no return type of a guarded function satisfies the bound")
    }
}

/// The answer of a fallback that is called in a function which cannot await.
#[diagnostic::on_unimplemented(
    message = "this fallback does not give what the function returns, `{R}`",
    label = "expected `{R}`",
    note = "in a function that is not async the fallback may not be async either"
)]
pub trait AnswerNow<R> {
    /// The answer.
    fn now(self) -> R;
}

impl<R> AnswerNow<R> for Ready<R> {
    #[inline]
    fn now(self) -> R {
        self.into_inner()
    }
}
