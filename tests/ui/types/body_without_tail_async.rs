use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(id: u64) -> Result<u64, CircuitOpen> {
//~                                                ^ E0308 .. expected `Result<u64, CircuitOpen>`, found `()` .. remove this semicolon
    Ok(id);
}

fn main() {
    drop(load(1));
}
