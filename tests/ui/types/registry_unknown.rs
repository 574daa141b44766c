use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", registry = REGISTRY)]
//~                                       ^^^^^^^^ E0425 .. cannot find value `REGISTRY`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
