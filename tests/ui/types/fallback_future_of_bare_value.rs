use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0271 .. expected `Result<u64, CircuitOpen>`, found `u64`
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

async fn minimal(id: u64) -> u64 {
    id
}

fn main() {
    drop(load(1));
}
