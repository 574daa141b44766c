use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_if = |result| result.is_bad())]
//~                                                         ^^^^^^ E0599 .. no method named `is_bad` found for reference `&Result<u64
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
