use ewrap::circuit_breaker;

#[circuit_breaker(name = "db", call_timeout = "50ms", fallback = |_| 2)]
fn load() -> u8 {
//~          ^^ E0277 .. must return a `Result`, not `u8`
    1
}

fn main() {
    let _ = load();
}
