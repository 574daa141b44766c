//! The body as a future, and a way to await it that costs next to nothing.

use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::subject::Fault;

/// The body as a future that is ready.
///
/// # Errors
///
/// If `up` is false.
pub(crate) async fn bare_async(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Awaits a future that is ready, without a runtime. Pinned by the caller, so that it is made where it is polled, as it is by
/// `.await`.
pub(crate) fn polled<F: Future + ?Sized>(future: Pin<&mut F>) -> F::Output {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the body is ready"),
    }
}
