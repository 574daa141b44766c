use ewrap::{CircuitOpen, circuit_breaker};

const LIMIT: u64 = 5;

#[circuit_breaker(name = "db", threshold = LIMIT)]
//~                                        ^^^^^ E0308 .. expected `u32`, found `u64`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
