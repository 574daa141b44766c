use ewrap::circuit_breaker;

fn load(#[circuit_breaker(name = "db")] id: u64) -> Result<u64, ewrap::CircuitOpen> {
//~       ^^^^^^^^^^^^^^^ expected non-macro attribute, found attribute macro `circuit_breaker`
    Ok(id)
}

fn main() {
    let _ = load(1);
}
