use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", registry = breakers)]
//~                                       ^^^^^^^^ E0308 .. expected `&Registry`, found
fn load(breakers: &str) -> Result<usize, CircuitOpen> {
    Ok(breakers.len())
}

fn main() {
    let _ = load("a");
}
