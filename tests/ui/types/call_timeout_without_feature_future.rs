use std::future::Future;

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", call_timeout = "50ms")]
//~                                           ^^^^^^ E0277 .. `call_timeout` needs the feature `tokio` of `ewrap`
fn load() -> impl Future<Output = Result<u8, CircuitOpen>> {
    async { Ok(1) }
}

fn main() {
    let _ = load();
}
