use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
fn load<T: Into<u64>>(order: T) -> Result<u64, CircuitOpen> {
//~                          ^ E0277 .. the fallback needs this argument again .. `T` is not `Clone`
    Ok(order.into())
}

fn minimal<T: Into<u64>>(order: T) -> Result<u64, CircuitOpen> {
    Ok(order.into())
}

fn main() {
    let _ = load(1_u32);
}
