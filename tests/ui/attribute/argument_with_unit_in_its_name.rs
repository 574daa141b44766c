use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", reset_timeout_ms = 500)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
