use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load() -> (u8, u8) {
    (1, 2)
}

fn main() {
    let _ = load();
}
