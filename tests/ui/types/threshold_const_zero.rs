use ewrap::{CircuitOpen, circuit_breaker};

const LIMIT: u32 = 0;

#[circuit_breaker(name = "db", threshold = LIMIT)]
//~                                        ^^^^^ E0080 .. is 0
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
