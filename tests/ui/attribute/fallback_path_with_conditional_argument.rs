use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
fn load(id: u64, #[cfg(unix)] mode: u64) -> Result<u64, CircuitOpen> {
    Ok(id + mode)
}

fn minimal(id: u64, mode: u64) -> Result<u64, CircuitOpen> {
    Ok(id + mode)
}

fn main() {
    let _ = (load(1, 2), minimal(1, 2));
}
