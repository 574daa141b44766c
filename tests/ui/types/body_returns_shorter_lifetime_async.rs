use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load<'a, 'b>(a: &'a str, _b: &'b str) -> Result<&'b str, CircuitOpen> {
    Ok(a)
//~ ^^^^^ lifetime may not live long enough .. `'a: 'b`
}

fn main() {
    drop(load("a", "b"));
}
