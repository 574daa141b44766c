use ewrap::{CircuitOpen, circuit_breaker};

fn minimal(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

#[circuit_breaker(name = "db", fallback = "minimal")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = (load(1), minimal(1));
}
