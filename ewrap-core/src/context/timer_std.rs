//! The time of deadlines without the feature `tokio`: the system's.

use std::time::Instant;

pub(crate) fn now() -> Instant {
    Instant::now()
}
