use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", backoff = exponental(max = "10m"))]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {}
