use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load() -> () {
    println!("loaded");
}

fn main() {
    let _ = load();
}
