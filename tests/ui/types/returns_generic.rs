use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
fn load<R>(work: impl FnOnce() -> R) -> R {
//~                                     ^ E0277 .. must return a `Result`, not `R`
    work()
}

fn main() {
    load(|| ());
}
