use ewrap::{CircuitOpen, circuit_breaker};

const LIMIT: std::time::Duration = std::time::Duration::from_millis(50);

#[circuit_breaker(name = "db", call_timeout = LIMIT)]
//~                                           ^^^^^ E0277 .. `call_timeout` needs the feature `tokio` of `ewrap` .. note: in Cargo.toml
async fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
