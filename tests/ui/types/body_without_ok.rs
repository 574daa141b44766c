use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    id + 1
//~ ^^^^^^ E0308 .. expected `Result<u64, CircuitOpen>`, found `u64`
}

fn main() {
    let _ = load(1);
}
