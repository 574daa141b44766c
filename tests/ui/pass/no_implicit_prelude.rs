#![no_implicit_prelude]

#[::ewrap::circuit_breaker(name = "db", threshold = 5, timeout = "60s", fallback = |_| ::std::result::Result::Ok(id))]
fn load(id: u64) -> ::std::result::Result<u64, ::ewrap::CircuitOpen> {
    ::std::result::Result::Ok(id)
}

#[::ewrap::circuit_breaker(name = "db")]
async fn load_later(id: u64) -> ::std::result::Result<u64, ::ewrap::CircuitOpen> {
    ::std::result::Result::Ok(id)
}

fn main() {
    let _ = load(1);
    ::std::mem::drop(load_later(1));
}
