//! How often to try again, and how long to wait in between.

use std::time::Duration;

/// How often a call may be made, how often it has been, and how long to wait before the next time.
///
/// ```
/// use ewrap::{Error, RetryInfo};
/// use std::time::Duration;
///
/// let retry = RetryInfo::new(3, Duration::from_millis(50));
/// assert!(Error::new("busy").with_retry(retry).can_retry());
/// assert!(!Error::new("busy").with_retry(retry.after_attempt(3)).can_retry());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryInfo {
    /// How many calls may be made in all, the first among them.
    pub max_attempts: u32,
    /// How many have been made. 1 unless [`after_attempt`](Self::after_attempt) says otherwise.
    pub attempts: u32,
    /// How long to wait before the next.
    pub delay: Duration,
}

impl RetryInfo {
    /// At most `max_attempts` calls, the first among them, with `delay` in between.
    #[must_use]
    pub const fn new(max_attempts: u32, delay: Duration) -> Self {
        Self { max_attempts, attempts: 1, delay }
    }

    /// The same, after so many calls have been made.
    #[must_use]
    pub const fn after_attempt(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Whether another call may be made.
    #[must_use]
    pub const fn has_attempts_left(&self) -> bool {
        self.attempts < self.max_attempts
    }
}
