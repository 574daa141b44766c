use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load() -> ! {
    std::process::exit(1)
}

fn main() {
    let _ = load as fn() -> !;
}
