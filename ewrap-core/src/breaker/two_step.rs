//! The two-step protocol: ask, then report, for code that has no closure and no place for a permit.
//!
//! Nothing ties a report to its question, so it belongs to the period in which it comes. A question that is never
//! followed by a report holds a half-open slot until its lease ends.

use super::CircuitBreaker;
use crate::outcome::Outcome;

impl CircuitBreaker {
    /// Whether a call may be made now. While the circuit is half-open a yes takes a probe's place until the report, at
    /// most for one lease.
    ///
    /// Prefer [`try_acquire`](Self::try_acquire): its permit cannot be forgotten.
    #[must_use = "the answer takes a probe's place while the circuit is half-open"]
    pub fn can_execute(&self) -> bool {
        self.core.admit(true).is_ok()
    }

    /// A call has succeeded.
    pub fn record_success(&self) {
        self.core.report(Outcome::Success);
    }

    /// A call has failed.
    pub fn record_failure(&self) {
        self.core.report(Outcome::Failure);
    }
}
