//! The body behind the attribute, under each policy.

use std::hint::black_box;

use ewrap::circuit_breaker;

use crate::subject::Fault;

/// Behind a breaker that is never tripped: the default policy, five failures in a row.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.closed", threshold = 5, timeout = "60s")]
pub(crate) fn closed(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Behind one that takes more failures in a row than are ever made.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.failing", threshold = 200_000_000)]
pub(crate) fn failing(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Behind one that looks at the last hundred calls.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.calls", failure_rate = 0.5, window = 100)]
pub(crate) fn window_of_calls(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Behind one that looks at the last ten seconds.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.time", failure_rate = 0.5, window = "10s")]
pub(crate) fn window_of_time(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Behind one that looks at slow calls too, those under way among them.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.slow", failure_rate = 0.5, window = "10s", slow_rate = 0.5, slow_call = "1s")]
pub(crate) fn slow_calls(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Behind the circuit of a key.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.keyed", key = up)]
pub(crate) fn keyed(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// The same body behind a breaker that [`trip`] opens.
///
/// # Errors
///
/// If `up` is false, or the circuit is open.
#[inline(never)]
#[circuit_breaker(name = "bench.open", threshold = 1, timeout = "1h")]
pub(crate) fn open(up: bool) -> Result<u64, Fault> {
    if black_box(up) { Ok(1) } else { Err(Fault::Down) }
}

/// Opens the circuit of [`open`] for an hour.
pub(crate) fn trip() {
    assert!(open(false).is_err(), "the failure that trips");
    assert!(open(true).is_err(), "rejected");
}
