//! The functions whose cost is asked for: one body, bare and guarded.

use std::hint::black_box;

use ewrap::{CircuitOpen, circuit_breaker};

/// An error without weight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Down;

impl From<CircuitOpen> for Down {
    fn from(_: CircuitOpen) -> Self {
        Self
    }
}

/// The body alone.
///
/// # Errors
///
/// If `up` is false.
#[inline(never)]
pub(crate) fn bare(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// The same body behind a breaker that is never tripped.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.closed", threshold = 5, timeout = "60s")]
pub(crate) fn closed(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// Behind one that looks at the last hundred calls.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.calls", failure_rate = 0.5, window = 100)]
pub(crate) fn window_of_calls(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// Behind one that looks at the last ten seconds.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.time", failure_rate = 0.5, window = "10s")]
pub(crate) fn window_of_time(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// Behind one that looks at slow calls too, those under way among them.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.slow", failure_rate = 0.5, window = "10s", slow_rate = 0.5, slow_call = "1s")]
pub(crate) fn slow_calls(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// Behind the circuit of a key.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.keyed", key = up)]
pub(crate) fn keyed(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// The same body behind a breaker that [`trip`] opens.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.open", threshold = 1, timeout = "1h")]
pub(crate) fn open(up: bool) -> Result<u64, Down> {
    if black_box(up) { Ok(1) } else { Err(Down) }
}

/// Opens the circuit of [`open`] for an hour.
pub(crate) fn trip() {
    assert!(open(false).is_err(), "the failure that trips");
    assert!(open(true).is_err(), "rejected");
}
