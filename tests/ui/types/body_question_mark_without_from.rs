use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: &str) -> Result<u64, CircuitOpen> {
    Ok(id.parse::<u64>()?)
//~                     ^ E0277 .. `?` couldn't convert the error to `CircuitOpen`
}

fn main() {
    let _ = load("1");
}
