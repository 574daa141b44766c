use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    std::future::ready(()).await;
//~                        ^^^^^ E0728 .. `await` is only allowed inside `async`
    Ok(id)
}

fn main() {
    let _ = load(1);
}
