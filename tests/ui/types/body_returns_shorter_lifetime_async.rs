use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load<'a, 'b>(a: &'a str, _b: &'b str) -> Result<&'b str, CircuitOpen> {
//~                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lifetime may not live long enough .. `'a: 'b`
    Ok(a)
}

fn main() {
    drop(load("a", "b"));
}
