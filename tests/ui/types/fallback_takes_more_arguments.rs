use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0061 .. this function takes 2 arguments but 1 argument was supplied
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u64, default: u64) -> Result<u64, CircuitOpen> {
    Ok(id + default)
}

fn main() {
    drop(load(1));
}
