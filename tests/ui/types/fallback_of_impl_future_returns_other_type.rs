use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = minimal)]
//~                                       ^^^^^^^ E0308 .. found `Result<String, CircuitOpen>`
fn load(id: u64) -> impl Future<Output = Result<u64, CircuitOpen>> {
    async move { Ok(id) }
}

async fn minimal(id: u64) -> Result<String, CircuitOpen> {
    Ok(id.to_string())
}

fn main() {
    drop(load(1));
}
