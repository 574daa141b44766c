use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", registry = self.registry)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
