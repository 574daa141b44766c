use ewrap::{CircuitOpen, circuit_breaker};

const CALLS: u32 = 10;

#[circuit_breaker(name = "db", failure_rate = 0.5, window = CALLS)]
//~                                                         ^^^^^ E0308 .. expected `Window`, found `u32`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
