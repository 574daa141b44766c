//! The time of day on Linux: as of the kernel's last tick, some milliseconds ago at most.
//!
//! A third of the cost of the exact time, which would be a large part of what an error costs.

use rustix::time::{ClockId, Timespec, clock_gettime};

#[inline]
pub(super) fn since_1970_ns() -> u64 {
    nanos(clock_gettime(ClockId::RealtimeCoarse))
}

/// One comparison for both ends: what is before 1970 is beyond the year 2500 as well, read without its sign.
#[inline]
#[expect(clippy::cast_sign_loss, reason = "see above; and the kernel counts nanoseconds from 0")]
fn nanos(time: Timespec) -> u64 {
    const SECOND: u64 = 1_000_000_000;
    let seconds = time.tv_sec as u64;
    if seconds < u64::MAX / SECOND { seconds * SECOND + time.tv_nsec as u64 } else { beyond(time) }
}

#[cold]
fn beyond(time: Timespec) -> u64 {
    if time.tv_sec < 0 { 0 } else { u64::MAX }
}

#[cfg(test)]
mod tests {
    use rustix::time::Timespec;

    #[test]
    fn times_outside_of_64_bits_are_at_their_ends() {
        let nanos = |tv_sec, tv_nsec| super::nanos(Timespec { tv_sec, tv_nsec });
        assert_eq!(nanos(0, 7), 7);
        assert_eq!(nanos(1, 7), 1_000_000_007);
        assert_eq!(nanos(-1, 999_999_999), 0);
        assert_eq!(nanos(i64::MIN, 0), 0);
        assert_eq!(nanos(i64::MAX, 0), u64::MAX);
        assert_eq!(nanos(18_446_744_072, 999_999_999), 18_446_744_072_999_999_999);
        assert_eq!(nanos(18_446_744_073, 0), u64::MAX);
    }
}
