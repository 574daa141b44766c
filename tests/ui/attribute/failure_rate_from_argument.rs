use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_rate = rate)]
fn load(rate: f64) -> Result<f64, CircuitOpen> {
    Ok(rate)
}

fn main() {
    let _ = load(0.5);
}
