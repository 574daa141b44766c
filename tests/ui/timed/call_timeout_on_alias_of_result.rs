use ewrap::{CircuitOpen, circuit_breaker};

type Answer = Result<u8, CircuitOpen>;

#[circuit_breaker(name = "db", call_timeout = "50ms")]
//~                                           ^^^^^^ E0277 .. `call_timeout` bounds async functions .. gives no future .. make the function async
fn load() -> Answer {
    Ok(1)
}

fn main() {
    let _ = load();
}
