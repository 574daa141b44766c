use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", half_open_calls = 65536)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
