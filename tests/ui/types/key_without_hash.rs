use ewrap::{CircuitOpen, circuit_breaker};

#[derive(Debug)]
struct Tenant(f64);

#[circuit_breaker(name = "db", key = tenant)]
//~                                  ^^^^^^ E0277 .. the trait bound `Tenant: Hash` is not satisfied
fn load(tenant: Tenant) -> Result<f64, CircuitOpen> {
    Ok(tenant.0)
}

fn main() {
    let _ = load(Tenant(1.0));
}
