use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", call_timeout = "2s")]
fn load() -> impl Future<Output = Result<u8, CircuitOpen>> {
    async { Ok(1) }
}

fn main() {}
