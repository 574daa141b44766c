//! What the expressions and fields of a derived error may be, where they answer a question: by trait, so that an
//! `Option` of an answer is silent if it is `None`.

use std::num::NonZeroU16;
use std::time::Duration;

/// What can be an HTTP status.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no HTTP status",
    label = "not a `u16`",
    note = "`http` is a `u16` or an `Option<u16>`; of `http::StatusCode` take `.as_u16()`"
)]
pub trait Status {
    /// The status, if there is one.
    fn status(&self) -> Option<u16>;
}

impl Status for u16 {
    #[inline]
    fn status(&self) -> Option<u16> {
        Some(*self)
    }
}

impl Status for NonZeroU16 {
    #[inline]
    fn status(&self) -> Option<u16> {
        Some(self.get())
    }
}

impl<S: Status> Status for Option<S> {
    #[inline]
    fn status(&self) -> Option<u16> {
        self.as_ref()?.status()
    }
}

/// The status that an expression gives.
#[inline]
pub fn status(it: &impl Status) -> Option<u16> {
    it.status()
}

/// What can say whether a retry may help.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether a retry may help",
    label = "not a `bool`",
    note = "`retryable` is a `bool` or an `Option<bool>`"
)]
pub trait RetryWord {
    /// The answer, if there is one.
    fn retry_word(&self) -> Option<bool>;
}

impl RetryWord for bool {
    #[inline]
    fn retry_word(&self) -> Option<bool> {
        Some(*self)
    }
}

impl<R: RetryWord> RetryWord for Option<R> {
    #[inline]
    fn retry_word(&self) -> Option<bool> {
        self.as_ref()?.retry_word()
    }
}

/// The answer that an expression gives.
#[inline]
pub fn retryable(it: &impl RetryWord) -> Option<bool> {
    it.retry_word()
}

/// What can be a time to wait: a `Duration`, or a number of seconds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time to wait",
    label = "neither a `Duration` nor a number of seconds",
    note = "`retry_after` is a `Duration`, a number of seconds, or an `Option` of one"
)]
pub trait Delay {
    /// The time, if there is one.
    fn delay(&self) -> Option<Duration>;
}

impl Delay for Duration {
    #[inline]
    fn delay(&self) -> Option<Duration> {
        Some(*self)
    }
}

impl<D: Delay> Delay for Option<D> {
    #[inline]
    fn delay(&self) -> Option<Duration> {
        self.as_ref()?.delay()
    }
}

macro_rules! seconds {
    ($($ty:ty),*) => {$(
        impl Delay for $ty {
            /// What is negative is no time.
            #[inline]
            fn delay(&self) -> Option<Duration> {
                u64::try_from(*self).ok().map(Duration::from_secs)
            }
        }
    )*};
}

seconds!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Delay for f64 {
    /// What is negative, or no number, is no time.
    #[inline]
    fn delay(&self) -> Option<Duration> {
        Duration::try_from_secs_f64(*self).ok()
    }
}

/// The time that an expression gives.
#[inline]
pub fn delay(it: &impl Delay) -> Option<Duration> {
    it.delay()
}
