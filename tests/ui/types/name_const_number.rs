use ewrap::{CircuitOpen, circuit_breaker};

const NAME: u32 = 5;

#[circuit_breaker(name = NAME)]
//~                      ^^^^ E0308 .. expected `&str`, found `u32`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
