//! Without the feature `tokio` there is no timer, and a call site that asks for one does not compile.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::limited::{Cut, Timing};

/// Never ends a call.
#[derive(Debug)]
pub struct Timer;

impl Timer {
    pub(super) fn new(_: Duration) -> Self {
        Self
    }
}

impl Timing for Timer {
    fn poll_body<F: Future + ?Sized>(
        self: Pin<&mut Self>,
        body: Pin<&mut F>,
        context: &mut Context<'_>,
    ) -> Poll<Result<F::Output, Cut>> {
        body.poll(context).map(Ok)
    }
}

/// Nothing is.
#[diagnostic::on_unimplemented(
    message = "`call_timeout` needs the feature `tokio` of `ewrap`",
    label = "no timer without it",
    note = "in Cargo.toml: `ewrap = {{ version = \"..\", features = [\"tokio\"] }}`"
)]
pub trait NeedsTokio: Copy {}

/// Does not compile, and says why.
#[must_use]
pub const fn limit<D: NeedsTokio>(_: D) -> Duration {
    Duration::MAX
}
