use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal, fallback_on = open)]
//~                                       ^^^^^^^ E0277 .. does not give what the function returns, `Result<u64
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u64) -> Result<String, CircuitOpen> {
    Ok(id.to_string())
}

fn main() {
    let _ = load(1);
}
