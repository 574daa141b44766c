use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", call_timeout = "0s")]
async fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {}
