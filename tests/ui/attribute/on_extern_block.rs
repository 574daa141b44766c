use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
unsafe extern "C" {
    pub fn abs(number: i32) -> i32;
}

fn main() {}
