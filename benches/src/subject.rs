//! The body that every case runs.

use std::fmt;
use std::hint::black_box;

use ewrap::CircuitOpen;

/// An error without weight. As wide as the answer, so that a result travels in two registers: a narrower one would be put
/// together in memory, at ten times the cost of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Fault {
    /// The body failed.
    Down,
    /// The breaker did not let it run.
    Open,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Down => "down",
            Self::Open => "open",
        })
    }
}

impl std::error::Error for Fault {}

impl From<CircuitOpen> for Fault {
    fn from(_: CircuitOpen) -> Self {
        Self::Open
    }
}

/// The body alone.
///
/// # Errors
///
/// If `up` is false.
#[inline(never)]
pub(crate) fn bare(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}
