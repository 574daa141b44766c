use ewrap::{CircuitOpen, circuit_breaker};

const NAME: &str = "";

#[circuit_breaker(name = NAME)]
//~                      ^^^^ E0080 .. name
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
