use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(a: &str, b: &str) -> Result<&str, CircuitOpen> {
//~                                 ^ E0106 .. missing lifetime specifier
    Ok(if a < b { a } else { b })
}

fn main() {
    let _ = load("a", "b");
}
