use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(treshold = 5, timeout = 60, fallback = minimal(id), fallback_on = never, colour = "red")]
const fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn minimal(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = (load(1), minimal(1));
}
