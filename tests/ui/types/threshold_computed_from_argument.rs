use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = 2 * limit)]
//~                                            ^^^^^ E0435 .. attempt to use a non-constant value in a constant
fn load(limit: u32) -> Result<u32, CircuitOpen> {
    Ok(limit)
}

fn main() {
    let _ = load(1);
}
