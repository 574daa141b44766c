use std::pin::Pin;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Pin<Box<dyn Future<Output = u64> + Send>> {
//~                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0277 .. must return a `Result`, not `Pin<Box<
    Box::pin(async move { id })
}

fn main() {
    drop(load(1));
}
