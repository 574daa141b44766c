use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_| Ok("none"))]
//~                                              ^^^^^^ E0308 .. expected `u64`, found `&str`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
