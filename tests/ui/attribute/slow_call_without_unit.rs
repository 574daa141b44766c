use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", slow_rate = 0.5, slow_call = 2)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
