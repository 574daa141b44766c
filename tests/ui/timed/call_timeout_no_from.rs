use std::future::Future;
use std::pin::Pin;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db", call_timeout = "50ms", fallback = |_| Ok(2), fallback_on = open)]
fn load() -> Pin<Box<dyn Future<Output = Result<u8, u8>> + Send>> {
//~          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0277 .. `u8` cannot be made from `ewrap::CircuitOpen`
    Box::pin(async { Ok(1) })
}

fn main() {
    let _ = load();
}
