use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_if = |result: &Result<String, CircuitOpen>| result.is_err())]
//~                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0631 .. type mismatch in closure arguments
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
