use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = tenant)]
fn load(tenant: &'static str) -> Result<u8, CircuitOpen> {
    Ok(tenant.len() as u8)
}

fn main() {
    let _ = load("a");
}
