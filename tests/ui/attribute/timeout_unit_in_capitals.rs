use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", timeout = "5S")]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
