use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub type Answer = Result<u8, u8>;

fn main() {
    let _: Answer = Ok(1);
}
