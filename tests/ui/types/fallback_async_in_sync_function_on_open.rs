use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal, fallback_on = open)]
//~                                       ^^^^^^^ E0277 .. does not give what the function returns .. may not be async either
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

async fn minimal(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
