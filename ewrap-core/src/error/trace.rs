//! The backtrace of an error, taken only where the environment asks for one.
//!
//! Invariant: what the environment asks for is settled once for the process, as std has it; so an error of a process that
//! takes none looks at one word.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::sync::atomic::{AtomicBool, Ordering};

static IS_OFF: AtomicBool = AtomicBool::new(false);

/// Whether a backtrace may be asked for. It may be until std has once said that it is not.
#[inline]
pub(super) fn may_be_taken() -> bool {
    // Relaxed: nothing else is published with it, and who misses it asks std again.
    !IS_OFF.load(Ordering::Relaxed)
}

/// The backtrace of this place, if one is asked for.
pub(super) fn take() -> Option<Box<Backtrace>> {
    let backtrace = Backtrace::capture();
    match backtrace.status() {
        BacktraceStatus::Captured => Some(Box::new(backtrace)),
        BacktraceStatus::Disabled => {
            // Relaxed: as above.
            IS_OFF.store(true, Ordering::Relaxed);
            None
        }
        _ => None,
    }
}
