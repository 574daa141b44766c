use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", failure_if = |result| result.as_ref().ok())]
//~                                                  ^^^^^^^^^^^^^^^^^^^^ E0308 .. expected `bool`, found `Option<&u64>`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
