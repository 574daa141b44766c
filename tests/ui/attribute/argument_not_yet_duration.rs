use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", slow_call = "2s")]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {}
