use std::fmt;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, fmt::Error> {
//~                 ^^^^^^^^^^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    if id > 5 { Err(fmt::Error) } else { Ok(id) }
}

fn main() {
    let _ = load(1);
}
