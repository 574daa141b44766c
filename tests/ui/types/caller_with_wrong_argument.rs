use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = 5)]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load("one");
//~              ^^^^^ E0308 .. expected `u64`, found `&str`
}
