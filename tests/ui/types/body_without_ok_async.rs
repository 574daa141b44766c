use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_| Ok(0))]
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    id + 1
//~ ^^^^^^ E0308 .. expected `Result<u64, CircuitOpen>`, found `u64`
}

fn main() {
    drop(load(1));
}
