use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    if id > 5 { Ok(id) }
//~ ^^^^^^^^^^^^^^^^^^^^ E0317 .. expected `Result<u64, CircuitOpen>`, found `()`
}

fn main() {
    drop(load(1));
}
