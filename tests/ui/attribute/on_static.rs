use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub static NAME: &str = "db";

fn main() {
    let _ = NAME;
}
