use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", window = 100)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
