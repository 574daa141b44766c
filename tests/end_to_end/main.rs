//! Do annotated functions and the runtime keep their promises together?
//!
//! The corpus shows that a closed circuit changes nothing; here circuits open, probe and close. Every test is in a
//! scope of its own, on a clock that stands still.

mod backoff;
mod bounded_by_hand;
mod call_timeout;
mod deadlines;
mod declarations;
mod listening;
mod nesting;
mod outage;
mod policies;
mod support;
