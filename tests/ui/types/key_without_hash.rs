use ewrap::{CircuitOpen, circuit_breaker};

#[derive(Debug)]
struct Tenant(f64);

#[circuit_breaker(name = "db", key = tenant)]
//~                                  ^^^^^^ E0277 .. is not satisfied .. the trait `std::hash::Hash` is not implemented for `Tenant`
fn load(tenant: Tenant) -> Result<f64, CircuitOpen> {
    Ok(tenant.0)
}

fn main() {
    let _ = load(Tenant(1.0));
}
