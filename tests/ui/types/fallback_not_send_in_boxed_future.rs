use std::{pin::Pin, rc::Rc};

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0277 .. this fallback cannot answer .. `Send`
fn load(id: u64) -> Pin<Box<dyn Future<Output = Result<u64, CircuitOpen>> + Send>> {
    Box::pin(async move { Ok(id) })
}

async fn minimal(id: u64) -> Result<u64, CircuitOpen> {
    let shared = Rc::new(id);
    std::future::ready(()).await;
    Ok(*shared)
}

fn main() {
    drop(load(1));
}
