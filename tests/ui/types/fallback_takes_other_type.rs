use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0308 .. expected `u32`, found `u64`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u32) -> Result<u64, CircuitOpen> {
    Ok(id.into())
}

fn main() {
    let _ = load(1);
}
