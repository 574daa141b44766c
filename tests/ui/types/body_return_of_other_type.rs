use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(id: u64) -> Result<u64, CircuitOpen> {
    if id == 0 {
        return 0;
//~            ^ E0308 .. expected `Result<u64, CircuitOpen>`, found integer
    }
    Ok(id)
}

fn main() {
    drop(load(1));
}
