use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Box<Result<u64, CircuitOpen>> {
//~                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0277 .. must return a `Result`, not `Box<Result<u64, CircuitOpen>>`
    Box::new(Ok(id))
}

fn main() {
    let _ = load(1);
}
