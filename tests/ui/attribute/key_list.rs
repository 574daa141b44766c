use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key(tenant))]
fn load(tenant: u8) -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load(1);
}
