use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = 99999999999999999999999)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
