use ewrap::{CircuitOpen, circuit_breaker};

const SLOW: u64 = 10;

#[circuit_breaker(name = "db", slow_call = SLOW)]
//~                                        ^^^^ E0308 .. expected `Duration`, found `u64`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
