//! Handing a whole call to a breaker.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::{CircuitBreaker, Core};
use crate::__private::{Limiting, Timing, Unlimited, cut_short};
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
        Call::new(call, &self.core, Unlimited)
    }
}

pin_project! {
    /// A struct and not an async block, which would store the call's future twice.
    pub(super) struct Call<'a, F, G> {
        // Dropped before the permit, as a body is.
        #[pin]
        future: Option<F>,
        breaker: &'a Core,
        permit: Option<Guard<&'a Core>>,
        #[pin]
        timer: G,
    }
}

impl<'a, F, G> Call<'a, F, G> {
    pub(super) fn new(future: F, breaker: &'a Core, limit: impl Limiting<Timer = G>) -> Self {
        Self { future: Some(future), breaker, permit: None, timer: limit.timer() }
    }
}

impl<T, E: 'static, F: Future<Output = Result<T, E>>, G: Timing> Future for Call<'_, F, G> {
    type Output = Result<T, CallError<E>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let Some(future) = this.future.as_mut().as_pin_mut() else { panic!("a call was polled after it was done") };
        // Out of its place while the call is polled, so that a panic drops it, which is what records the panic.
        let permit = match this.permit.take() {
            Some(permit) => permit,
            None => Guard::acquire(*this.breaker)?,
        };
        let polled = {
            let _entered = enter(&permit);
            this.timer.poll_body(future, context)
        };
        let Poll::Ready(ended) = polled else {
            *this.permit = Some(permit);
            return Poll::Pending;
        };
        this.future.set(None);
        Poll::Ready(match ended {
            Ok(result) => {
                permit.end_as(outcome::listen(&result));
                result.map_err(CallError::Inner)
            }
            Err(cut) => Err(cut_short(permit, cut).into()),
        })
    }
}
