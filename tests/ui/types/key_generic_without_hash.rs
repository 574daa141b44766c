use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = id)]
//~                                  ^^ E0277 .. is not satisfied .. the trait `std::hash::Hash` is not implemented for `T`
fn load<T: std::fmt::Debug>(id: T) -> Result<T, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
