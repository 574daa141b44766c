use ewrap::{Cause, CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_: Cause<String>| Ok(0))]
//~                                       ^^^^^^^^^^^^^^^^^^^^^^^^ E0631 .. Cause<CircuitOpen> .. Cause<String>
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
