use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0277 .. must return what the function returns, `Result<u64, Circ .. not `u64`
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u64) -> u64 {
    id
}

fn main() {
    drop(load(1));
}
