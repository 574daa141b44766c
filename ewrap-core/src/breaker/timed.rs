//! Handing a breaker a call that may take only so long.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use super::CircuitBreaker;
use crate::__private::{cut, limited};
use crate::open::CallError;
use crate::outcome;
use crate::permit::Guard;

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
    pub async fn call_timeout<T, E: 'static>(
        &self,
        limit: Duration,
        call: impl Future<Output = Result<T, E>>,
    ) -> Result<T, CallError<E>> {
        let permit = Guard::acquire(&**self.core())?;
        let run = limited(&permit, pin!(call), limit).await;
        match run {
            Ok(result) => {
                permit.end_as(outcome::listen(&result));
                result.map_err(CallError::Inner)
            }
            Err(open) => {
                cut(permit, &open);
                Err(open.into())
            }
        }
    }
}
