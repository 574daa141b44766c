use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
fn load<'a, 'b>(a: &'a str, _b: &'b str) -> Result<&'b str, CircuitOpen> {
    Ok(a)
//~ ^^^^^ lifetime may not live long enough .. `'a: 'b`
}

fn main() {
    let _ = load("a", "b");
}
