use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db", threshold = "five")]
//~                                        ^^^^^^ `threshold` is a number: write `threshold = 5`
fn load(id: u64) -> Result<u64, CircuitOpen> {
    Ok(id)
}

fn main() {
    let _: Result<u64, CircuitOpen> = load("one");
//~                                        ^^^^^ E0308 .. expected `u64`, found `&str`
}
