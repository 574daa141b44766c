use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = limit())]
//~                                        ^^^^^^^ E0015 .. cannot call non-const function `limit` in statics
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn limit() -> u32 {
    5
}

fn main() {
    let _ = load(1);
}
