use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", key = tenant)]
//~                                  ^^^^^^ E0425 .. cannot find value `tenant`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
