use ewrap::{CircuitOpen, circuit_breaker};

const LEAST: u32 = 11;

#[circuit_breaker(name = "db", failure_rate = 0.5, window = 10, min_calls = LEAST)]
//~                                                                         ^^^^^ E0080 .. min_calls of this circuit breaker is above its window
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
