use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<Profile, CircuitOpen> {
//~                        ^^^^^^^ cannot find type `Profile`
    Ok(id)
}

fn main() {
    let _ = load(1);
}
