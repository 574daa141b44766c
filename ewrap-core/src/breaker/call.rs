//! Handing a whole call to a breaker.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::{CircuitBreaker, Core};
use crate::inside::enter;
use crate::open::CallError;
use crate::outcome;
use crate::permit::Guard;

impl CircuitBreaker {
    /// Makes the call if the circuit admits it: `Ok` is a success, a panic a failure that propagates.
    ///
    /// An `Err` counts as its [verdict](crate::meta::verdict) says if `E` has derived metadata, and else as a failure. `E` is
    /// looked up by its type, which is why it must not borrow. For an error that is [`ErrorMeta`](crate::ErrorMeta) by
    /// hand, or generic, use the attribute or a permit.
    ///
    /// # Errors
    ///
    /// [`CallError::Rejected`] if the call was not made, [`CallError::Inner`] with the call's own error.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::CircuitBreaker;
    ///
    /// let breaker = CircuitBreaker::new("parser", 5, Duration::from_secs(60));
    /// assert_eq!(breaker.call(|| "8".parse::<u8>())?, 8);
    /// # Ok::<(), ewrap::CallError<std::num::ParseIntError>>(())
    /// ```
    #[inline]
    pub fn call<T, E: 'static>(&self, call: impl FnOnce() -> Result<T, E>) -> Result<T, CallError<E>> {
        let permit = self.try_acquire()?;
        let result = {
            let _entered = enter(&permit.0);
            call()
        };
        permit.0.end_as(outcome::listen(&result));
        result.map_err(CallError::Inner)
    }

    /// Awaits the future if the circuit admits it when it is first polled.
    ///
    /// # Errors
    ///
    /// [`CallError::Rejected`] if the future was not polled, [`CallError::Inner`] with its own error.
    ///
    /// # Cancel safety
    ///
    /// Dropped before it is done, the call is cancelled: it counts neither as success nor as failure, and a probe's
    /// place is free at once.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ewrap::CircuitBreaker;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), ewrap::CallError<std::num::ParseIntError>> {
    /// let breaker = CircuitBreaker::new("parser", 5, Duration::from_secs(60));
    /// assert_eq!(breaker.call_async(async { "8".parse::<u8>() }).await?, 8);
    /// # Ok(()) }
    /// ```
    pub fn call_async<T, E: 'static, F>(
        &self,
        call: F,
    ) -> impl Future<Output = Result<T, CallError<E>>> + use<'_, T, E, F>
    where
        F: Future<Output = Result<T, E>>,
    {
        Call { future: call, breaker: &self.core, permit: None }
    }
}

pin_project! {
    /// A struct and not an async block, which would store the call's future twice.
    struct Call<'a, F> {
        // Dropped before the permit, as a body is.
        #[pin]
        future: F,
        breaker: &'a Core,
        permit: Option<Guard<&'a Core>>,
    }
}

impl<T, E: 'static, F: Future<Output = Result<T, E>>> Future for Call<'_, F> {
    type Output = Result<T, CallError<E>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // Out of its place while the call is polled, so that a panic drops it, which is what records the panic.
        let permit = match this.permit.take() {
            Some(permit) => permit,
            None => Guard::acquire(*this.breaker)?,
        };
        let polled = {
            let _entered = enter(&permit);
            this.future.poll(context)
        };
        let Poll::Ready(result) = polled else {
            *this.permit = Some(permit);
            return Poll::Pending;
        };
        permit.end_as(outcome::listen(&result));
        Poll::Ready(result.map_err(CallError::Inner))
    }
}
