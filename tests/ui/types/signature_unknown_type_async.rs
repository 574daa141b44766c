use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", fallback = |_| Ok(id))]
async fn load(id: u64) -> Result<Profile, CircuitOpen> {
//~                              ^^^^^^^ cannot find type `Profile`
    Ok(id)
}

fn main() {
    drop(load(1));
}
