use ewrap::circuit_breaker;

type Answer<T> = (T, bool);

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Answer<u64> {
//~                 ^^^^^^^^^^^ E0277 .. must return a `Result`, not `(u64, bool)`
    (id, true)
}

fn main() {
    let _ = load(1);
}
