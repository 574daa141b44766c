use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<&'static str, CircuitOpen> {
    let name = id.to_string();
    Ok(&name)
//~ ^^^^^^^^^ E0515 .. local variable `name`
}

fn main() {
    let _ = load(1);
}
