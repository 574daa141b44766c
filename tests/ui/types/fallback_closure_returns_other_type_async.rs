use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_| async { Ok("none") })]
//~                                       ^^^^^^^^^^^^^^^^^^^^^^^^ E0271 .. expected `Result<u64, CircuitOpen>`, found `Result<&str, _>`
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    drop(load(1));
}
