use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0425 .. cannot find function `minimal`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
