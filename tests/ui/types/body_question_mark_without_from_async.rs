use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(id: &str) -> Result<u64, CircuitOpen> {
    Ok(id.parse::<u64>()?)
//~                     ^ E0277 .. `?` couldn't convert the error to `CircuitOpen`
}

fn main() {
    drop(load("1"));
}
