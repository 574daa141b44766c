use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "cache")]
#[circuit_breaker(name = "db", fallback = |_| Ok(id))]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

#[circuit_breaker(name = "cache", fallback = |_| Ok(id))]
#[circuit_breaker(name = "db")]
async fn load_later(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
    drop(load_later(1));
}
