use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = (id, share))]
//~                                  ^^^^^^^^^^^ E0277 .. is not satisfied .. the trait `std::hash::Hash` is not implemented for `f64`
fn load(id: u64, share: f64) -> Result<f64, CircuitOpen> {
    Ok(share / id as f64)
}

fn main() {
    let _ = load(1, 2.0);
}
