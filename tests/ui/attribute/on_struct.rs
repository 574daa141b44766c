use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub struct Client(pub u8);

fn main() {
    let _ = Client(1);
}
