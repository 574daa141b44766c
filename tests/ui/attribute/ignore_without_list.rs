use std::io;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db", ignore)]
fn load(id: u64) -> Result<u64, io::Error> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
