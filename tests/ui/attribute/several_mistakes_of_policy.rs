use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_rate = 50, slow_rate = 2.0, window = "1us", min_calls = 0, key = "")]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
