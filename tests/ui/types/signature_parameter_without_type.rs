use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id) -> Result<u64, CircuitOpen> {
//~       ^ expected `:`
//~       ^ expected one of `:`, `@`, or `|`, found `)`
    Ok(id)
}

fn main() {
    let _ = load(1);
}
