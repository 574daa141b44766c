use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", backoff = exponential(factor = 2.0, max = "10m"))]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
