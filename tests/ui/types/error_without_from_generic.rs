use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load<E>(error: E) -> Result<u64, E> {
//~                     ^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    Err(error)
}

fn main() {
    let _ = load(1);
}
