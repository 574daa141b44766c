use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failur_rate = 0.5)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
