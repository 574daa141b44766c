use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", timeout = "600000h 99999999999999999s")]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
