//! The time of deadlines with the feature `tokio`: tokio's, so that a paused clock stops deadlines too.

use std::time::Instant;

use tokio::time::{Sleep, sleep_until};

use super::Deadline;

pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// Rings at this moment.
pub(crate) fn wait(until: Deadline) -> Sleep {
    sleep_until(until.instant().into())
}
