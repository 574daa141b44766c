//! The system's clock on Linux, counted from when the machine was started: exact, and as of the last tick.

use rustix::time::{ClockId, Timespec, clock_gettime};

#[inline]
pub(super) fn now() -> u64 {
    nanos(clock_gettime(ClockId::Monotonic))
}

#[inline]
pub(super) fn tick() -> u64 {
    nanos(clock_gettime(ClockId::MonotonicCoarse))
}

#[expect(clippy::cast_sign_loss, reason = "a machine runs for less than 292 years, and not for less than none")]
fn nanos(time: Timespec) -> u64 {
    (time.tv_sec as u64).wrapping_mul(1_000_000_000).wrapping_add(time.tv_nsec as u64)
}
