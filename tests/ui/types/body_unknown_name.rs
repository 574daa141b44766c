use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id + offset)
//~         ^^^^^^ E0425 .. cannot find value `offset`
}

fn main() {
    let _ = load(1);
}
