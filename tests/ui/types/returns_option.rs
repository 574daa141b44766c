use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Option<u64> {
//~                 ^^^^^^^^^^^ E0277 .. must return a `Result`, not `Option<u64>` .. nor a boxed future of one .. note: without an error
    id.checked_add(1)
}

fn main() {
    let _ = load(1);
}
