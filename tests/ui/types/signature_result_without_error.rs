use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64> {
//~                 ^^^^^^ E0107 .. takes 2 generic arguments but 1 generic argument was supplied
    Ok(id)
}

fn main() {
    let _ = load(1);
}
