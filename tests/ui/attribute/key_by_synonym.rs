use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key_by = tenant)]
fn load(tenant: u8) -> Result<u8, CircuitOpen> {
    Ok(tenant)
}

fn main() {
    let _ = load(1);
}
