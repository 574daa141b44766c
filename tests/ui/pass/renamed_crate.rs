pub extern crate ewrap as breakers;

use breakers::{CircuitOpen, circuit_breaker};

mod inner {
    pub use breakers as facade;
}

#[circuit_breaker(name = "db", crate = ::breakers, fallback = |_| Ok(id))]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

#[circuit_breaker(name = "db", crate = crate::inner::facade)]
async fn load_later(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _ = load(1);
    drop(load_later(1));
}
