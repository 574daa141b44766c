use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load() -> &'static str {
    "loaded"
}

fn main() {
    let _ = load();
}
