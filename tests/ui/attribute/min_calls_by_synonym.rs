use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_rate = 0.5, minimum_number_of_calls = 20)]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
