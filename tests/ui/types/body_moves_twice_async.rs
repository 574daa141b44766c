use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(name: String) -> Result<usize, CircuitOpen> {
    drop(name);
    Ok(name.len())
//~    ^^^^ E0382 .. borrow of moved value: `name`
}

fn main() {
    drop(load(String::new()));
}
