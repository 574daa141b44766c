//! Handing a whole call to a breaker.

use std::future::Future;
use std::pin::pin;

use super::CircuitBreaker;
use crate::inside::{enter, inside};
use crate::open::CallError;
use crate::outcome;

impl CircuitBreaker {
    /// Makes the call if the circuit admits it: `Ok` is a success, `Err` a failure, a panic a failure that propagates.
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
    pub fn call<T, E>(&self, call: impl FnOnce() -> Result<T, E>) -> Result<T, CallError<E>> {
        let permit = self.try_acquire()?;
        let result = {
            let _entered = enter(&permit.0);
            call()
        };
        permit.0.end(outcome::verdict(&result).into(), None);
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
    pub fn call_async<T, E, F>(&self, call: F) -> impl Future<Output = Result<T, CallError<E>>> + use<'_, T, E, F>
    where
        F: Future<Output = Result<T, E>>,
    {
        // An async block and not an async fn: the future is moved once, so it is not stored twice.
        async move {
            let permit = self.try_acquire()?;
            let result = inside(&permit.0, pin!(call)).await;
            permit.0.end(outcome::verdict(&result).into(), None);
            result.map_err(CallError::Inner)
        }
    }
}
