use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", backoff = exponential(growth = 2.0))]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {}
