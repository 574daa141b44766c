use ewrap::{CircuitOpen, circuit_breaker};

const PROBES: u32 = 70_000;

#[circuit_breaker(name = "db", half_open_calls = PROBES)]
//~                                              ^^^^^^ E0080 .. at most 65535
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
