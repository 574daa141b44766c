use ewrap::{CircuitOpen, circuit_breaker};

const RATE: f64 = 50.0;

#[circuit_breaker(name = "db", failure_rate = RATE)]
//~                                           ^^^^ E0080 .. a rate of this circuit breaker is out of range (above 0, up to 1)
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
