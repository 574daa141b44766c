use ewrap::{CircuitOpen, circuit_breaker};

const SECONDS: u64 = 60;

#[circuit_breaker(name = "db", timeout = SECONDS)]
//~                                      ^^^^^^^ E0308 .. expected `Duration`, found `u64`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
