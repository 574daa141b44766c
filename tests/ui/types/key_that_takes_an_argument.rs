use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = hash_of(tenant))]
fn load(tenant: String) -> Result<usize, CircuitOpen> {
    Ok(tenant.len())
    //~^^^^^^ E0382 .. value moved here
}

fn hash_of(tenant: String) -> usize {
    tenant.len()
}

fn main() {
    let _ = load(String::new());
}
