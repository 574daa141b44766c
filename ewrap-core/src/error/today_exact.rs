//! The time of day where there is no cheaper one than the exact.

use std::time::SystemTime;

use crate::clock::nanos;

pub(super) fn since_1970_ns() -> u64 {
    nanos(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default())
}
