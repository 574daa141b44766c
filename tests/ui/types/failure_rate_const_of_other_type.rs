use ewrap::{CircuitOpen, circuit_breaker};

const RATE: f32 = 0.5;

#[circuit_breaker(name = "db", failure_rate = RATE)]
//~                                           ^^^^ E0308 .. expected `f64`, found `f32`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
