//! The time of day where there is no cheaper one than the exact.

use std::time::{Duration, SystemTime};

pub(super) fn since_1970() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
