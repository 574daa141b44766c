use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0271 .. found `Result<String, CircuitOpen>`
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u64) -> Result<String, CircuitOpen> {
    Ok(id.to_string())
}

fn main() {
    drop(load(1));
}
