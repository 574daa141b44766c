//! Without the feature `tokio` there is no timer to cut a call.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::open::{CircuitOpen, Reason};
use crate::permit::{Guard, Hold};

/// Nothing is.
#[diagnostic::on_unimplemented(
    message = "`call_timeout` needs the feature `tokio` of `ewrap`",
    label = "no timer without it",
    note = "in Cargo.toml: `ewrap = {{ version = \"..\", features = [\"tokio\"] }}`"
)]
pub trait Timed {}

/// Never called.
#[expect(clippy::unused_async, reason = "in the place of one that awaits")]
pub async fn limited<F: Future + Timed + ?Sized, H: Hold>(
    permit: &Guard<H>,
    _: Pin<&mut F>,
    limit: Duration,
) -> Result<F::Output, CircuitOpen> {
    Err(permit.cut_by(Reason::TimedOut, limit))
}

/// Never called.
pub fn cut<H: Hold>(_: Guard<H>, _: &CircuitOpen) {}
