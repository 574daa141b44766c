use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = id)]
//~                                  ^^ E0277 .. the trait bound `T: Hash` is not satisfied
fn load<T: std::fmt::Debug>(id: T) -> Result<T, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
