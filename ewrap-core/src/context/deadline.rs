//! A moment until which somebody waits.
//!
//! On the system's clock, and not on a breaker's: it comes from outside, and one request passes many breakers. With the
//! feature `tokio` it is tokio's clock, which is the same one until a test pauses it.

use std::time::{Duration, Instant};

use super::timer;

/// Until when somebody waits for an answer.
///
/// ```
/// use std::time::Duration;
/// use ewrap::Deadline;
///
/// let deadline = Deadline::after(Duration::from_secs(5));
/// assert!(!deadline.has_passed());
/// assert!(Deadline::after(Duration::ZERO).has_passed());
/// assert_eq!(Deadline::after(Duration::ZERO).remaining(), Duration::ZERO);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deadline(Instant);

impl Deadline {
    /// So long from now. What lies beyond the clock's range is cut at thirty years.
    #[must_use]
    pub fn after(timeout: Duration) -> Self {
        const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 3600);
        let now = timer::now();
        Self(now.checked_add(timeout).unwrap_or_else(|| now + FAR))
    }

    /// At this moment.
    #[must_use]
    pub const fn at(instant: Instant) -> Self {
        Self(instant)
    }

    /// The moment.
    #[must_use]
    pub const fn instant(self) -> Instant {
        self.0
    }

    /// How long until then; zero once it has passed.
    #[must_use]
    pub fn remaining(self) -> Duration {
        self.0.saturating_duration_since(timer::now())
    }

    /// Whether nobody waits any more. At the very moment it has passed.
    #[must_use]
    pub fn has_passed(self) -> bool {
        self.remaining().is_zero()
    }
}
