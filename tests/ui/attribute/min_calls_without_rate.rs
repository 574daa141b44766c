use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", min_calls = 10)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
