use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", time_limit = "50ms")]
async fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
