use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
macro_rules! load {
    () => {};
}

fn main() {
    load!();
}
