use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub const NAME: &str = "db";

fn main() {
    let _ = NAME;
}
