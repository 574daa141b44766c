use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_| Ok(x))]
fn load((x, y): (u8, u8)) -> Result<u8, CircuitOpen> {
    Ok(x + y)
}

fn main() {
    let _ = load((1, 2));
}
