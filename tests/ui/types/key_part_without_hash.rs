use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = (id, share))]
//~                                       ^^^^^ E0277 .. the trait bound `f64: Hash` is not satisfied
fn load(id: u64, share: f64) -> Result<f64, CircuitOpen> {
    Ok(share / id as f64)
}

fn main() {
    let _ = load(1, 2.0);
}
