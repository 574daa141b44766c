use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> u64 {
//~                 ^^^ E0277 .. must return a `Result`, not `u64`
    id + 1
}

fn main() {
    let _ = load(1);
}
