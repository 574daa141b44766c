use std::future::Future;
use std::pin::Pin;

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", call_timeout = "50ms", fallback = |_| Ok(2))]
//~                                           ^^^^^^ E0277 .. `call_timeout` needs the feature `tokio` of `ewrap`
fn load() -> Pin<Box<dyn Future<Output = Result<u8, CircuitOpen>> + Send>> {
    Box::pin(async { Ok(1) })
}

fn main() {
    let _ = load();
}
