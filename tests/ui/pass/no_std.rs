#![no_std]

extern crate std;

#[ewrap::circuit_breaker(name = "db", threshold = 5, timeout = "60s", fallback = |_| Ok(id))]
fn load(id: u64) -> Result<u64, ewrap::CircuitOpen> {
    Ok(id)
}

#[ewrap::circuit_breaker(name = "db")]
async fn load_later(id: u64) -> Result<u64, ewrap::CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
    drop(load_later(1));
}
