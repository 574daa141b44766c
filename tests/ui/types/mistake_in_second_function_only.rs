use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = 5)]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

#[circuit_breaker(name = "cache", threshold = 5)]
fn peek(id: u64) -> Result<u64, CircuitOpen> {
    load(id).map(|found| found + offset)
//~                              ^^^^^^ E0425 .. cannot find value `offset`
}

fn main() {
    let _ = (load(1), peek(1));
}
