use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
fn load(buffer: &mut String) -> Result<&mut str, CircuitOpen> {
    Ok(buffer.as_mut_str())
}

fn minimal(buffer: &mut String) -> Result<&mut str, CircuitOpen> {
    Ok(buffer.as_mut_str())
}

fn main() {
    let _ = load(&mut String::new());
}
