#![forbid(unsafe_code)]

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = 5, timeout = "60s")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

async fn minimal(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

#[circuit_breaker(name = "db", fallback = minimal)]
async fn load_later(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
    drop(load_later(1));
}
