use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub use std::time::Duration;

fn main() {
    let _ = Duration::ZERO;
}
