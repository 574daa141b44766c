use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0061 .. this function takes 0 arguments but 1 argument was supplied
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal() -> Result<u64, CircuitOpen> {
    Ok(0)
}

fn main() {
    let _ = load(1);
}
