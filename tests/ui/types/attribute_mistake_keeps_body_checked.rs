use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = "five")]
//~                                        ^^^^^^ `threshold` is a number: write `threshold = 5`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id.to_string())
//~    ^^^^^^^^^^^^^^ E0308 .. expected `u64`, found `String`
}

fn main() {
    let _ = load(1);
}
