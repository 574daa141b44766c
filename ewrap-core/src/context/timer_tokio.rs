//! The time of deadlines with the feature `tokio`: tokio's, so that a paused clock stops deadlines too.

use std::future::Future;
use std::time::Instant;

use super::Deadline;

pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// The future's output, or `None` if the moment comes first. The future goes first: what is ready in time is not cut.
pub(crate) async fn until<F: Future>(at: Deadline, future: F) -> Option<F::Output> {
    tokio::time::timeout_at(at.instant().into(), future).await.ok()
}
