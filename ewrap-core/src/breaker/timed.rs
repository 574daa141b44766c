//! Handing a breaker a call that may take only so long.

use std::future::Future;
use std::time::Duration;

use super::CircuitBreaker;
use super::call::Call;
use crate::open::CallError;

impl CircuitBreaker {
    /// Awaits the future for at most `limit`, if the circuit admits it.
    ///
    /// A call that takes longer is dropped and a failure. The deadline of the [context](crate::context) holds too: a call cut
    /// by it, because it is sooner, is cancelled and says nothing of the dependency.
    ///
    /// # Errors
    ///
    /// [`CallError::Rejected`] if the future was not polled, or was cut (its [reason](crate::CircuitOpen::reason) says
    /// which); [`CallError::Inner`] with its own error.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with a timer, as `tokio::time::timeout` does.
    ///
    /// # Cancel safety
    ///
    /// As [`call_async`](Self::call_async).
    ///
    /// ```
    /// use std::future;
    /// use std::time::Duration;
    /// use ewrap::{CallError, CircuitBreaker, Reason};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let breaker = CircuitBreaker::new("hanging", 5, Duration::from_secs(60));
    /// let never = future::pending::<Result<(), ()>>();
    /// let Err(CallError::Rejected(open)) = breaker.call_timeout(Duration::from_millis(1), never).await else {
    ///     panic!("it hangs");
    /// };
    /// assert_eq!(open.reason(), Reason::TimedOut);
    /// assert_eq!(breaker.snapshot().counts.failure, 1);
    /// # }
    /// ```
    pub fn call_timeout<T, E: 'static, F>(
        &self,
        limit: Duration,
        call: F,
    ) -> impl Future<Output = Result<T, CallError<E>>> + use<'_, T, E, F>
    where
        F: Future<Output = Result<T, E>>,
    {
        Call::new(call, &self.core, limit)
    }
}
