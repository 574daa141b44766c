use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    let sum = id + ;
//~                ^ expected expression, found `;`
    Ok(sum)
}

fn main() {
    let _ = load(1);
}
