use ewrap::{CircuitOpen, circuit_breaker};

const NAME: String = String::new();

#[circuit_breaker(name = NAME)]
//~                      ^^^^ E0308 .. expected `&str`, found `String`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
