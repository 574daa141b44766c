use std::time::Duration;

use ewrap::{CircuitOpen, circuit_breaker};

const SHORT: Duration = Duration::from_secs(0);

#[circuit_breaker(name = "db", timeout = SHORT)]
//~                                      ^^^^^ E0080 .. a duration of this circuit breaker is zero
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
