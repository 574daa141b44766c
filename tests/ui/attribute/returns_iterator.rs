use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load() -> impl Iterator<Item = u8> {
    0..5
}

fn main() {
    let _ = load();
}
