use std::io;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db", ignore(Err(_)))]
fn load(id: u64) -> io::Result<u64> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
