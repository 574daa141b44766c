use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub enum Answer {
    Yes,
}

fn main() {
    let _ = Answer::Yes;
}
