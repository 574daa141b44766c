use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db".to_string())]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
