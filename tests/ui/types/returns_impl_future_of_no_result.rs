use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> impl Future<Output = u64> {
//~                                      ^^^ E0277 .. must return a `Result`, not `u64`
    async move { id }
}

fn main() {
    drop(load(1));
}
