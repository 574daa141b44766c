use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = hash_of(tenant))]
fn load(tenant: String) -> Result<usize, CircuitOpen> {
//~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0382 .. `tenant` .. value moved here .. help: consider cloning the value
    Ok(tenant.len())
}

fn hash_of(tenant: String) -> usize {
    tenant.len()
}

fn main() {
    let _ = load(String::new());
}
