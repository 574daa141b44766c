use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
async fn load() {
    println!("loaded");
}

fn main() {
    let _ = load();
}
