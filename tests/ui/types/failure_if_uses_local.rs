use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_if = |result| result.is_err() && strict)]
//~                                                                     ^^^^^^ E0425 .. cannot find value `strict`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    let strict = true;
    if strict { Ok(id) } else { Ok(0) }
}

fn main() {
    let _ = load(1);
}
