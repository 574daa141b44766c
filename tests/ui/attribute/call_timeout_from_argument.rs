use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", call_timeout = limit)]
async fn load(limit: std::time::Duration) -> Result<u8, CircuitOpen> {
    let _ = limit;
    Ok(1)
}

fn main() {
    let _ = load(std::time::Duration::ZERO);
}
