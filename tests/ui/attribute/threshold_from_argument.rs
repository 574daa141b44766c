use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = limit)]
fn load(limit: u32) -> Result<u32, CircuitOpen> {
    Ok(limit)
}

fn main() {
    let _ = load(1);
}
