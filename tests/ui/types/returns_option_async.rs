use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
async fn load(id: u64) -> Option<u64> {
//~                       ^^^^^^^^^^^ E0277 .. must return a `Result`, not `Option<u64>`
    id.checked_add(1)
}

fn main() {
    drop(load(1));
}
