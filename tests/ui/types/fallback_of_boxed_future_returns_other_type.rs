use std::pin::Pin;

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0277 .. this fallback cannot answer .. its answer has another type
fn load(id: u64) -> Pin<Box<dyn Future<Output = Result<u64, CircuitOpen>> + Send>> {
    Box::pin(async move { Ok(id) })
}

async fn minimal(id: u64) -> Result<String, CircuitOpen> {
    Ok(id.to_string())
}

fn main() {
    drop(load(1));
}
