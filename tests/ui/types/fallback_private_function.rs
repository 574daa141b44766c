use ewrap::{CircuitOpen, circuit_breaker};

mod degraded {
    fn minimal(id: u64) -> Result<u64, super::CircuitOpen> {
        Ok(id)
    }
}

#[circuit_breaker(name = "db", fallback = degraded::minimal)]
//~                                                 ^^^^^^^ E0603 .. function `minimal` is private
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
