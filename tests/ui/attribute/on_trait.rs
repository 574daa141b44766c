use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub trait Load {
    fn load(&self);
}

fn main() {}
