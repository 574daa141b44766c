//! The time of day at which an error is made.
//!
//! It is shown and never decides: everything that waits or expires goes by the monotonic `Clock`.

use std::time::{Duration, SystemTime};

#[cfg(target_os = "linux")]
#[path = "today_coarse.rs"]
mod today;
#[cfg(not(target_os = "linux"))]
#[path = "today_exact.rs"]
mod today;

/// Nanoseconds since 1970: 0 before it, and the most that 64 bits hold, of the year 2554, after that.
#[inline]
pub(super) fn now_ns() -> u64 {
    today::since_1970_ns()
}

/// The time that [`now_ns`] gave.
pub(super) fn time_of(ns: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_nanos(ns)
}
