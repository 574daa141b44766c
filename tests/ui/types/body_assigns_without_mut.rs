use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, CircuitOpen> {
    id += 1;
//~ ^^^^^^^ E0594 .. cannot assign to `id`
    Ok(id)
}

fn main() {
    let _ = load(1);
}
