use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u32) -> Result<u64, CircuitOpen> {
    Ok(id)
//~    ^^ E0308 .. expected `u64`, found `u32`
}

fn main() {
    let _ = load(1);
}
