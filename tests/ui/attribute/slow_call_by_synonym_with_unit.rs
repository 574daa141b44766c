use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", slow_call_duration_threshold_ms = 200)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
