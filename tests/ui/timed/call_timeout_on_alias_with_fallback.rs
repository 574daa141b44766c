use std::time::Duration;

use ewrap::{CircuitOpen, circuit_breaker};

type Answer = Result<u8, CircuitOpen>;

mod limits {
    pub const DB: std::time::Duration = std::time::Duration::from_millis(50);
}

#[circuit_breaker(name = "db", call_timeout = limits::DB, fallback = |_| Ok(2))]
//~                                           ^^^^^^^^^^ E0277 .. `call_timeout` bounds async functions
fn load() -> Answer {
    Ok(1)
}

fn main() {
    let _: (Answer, Duration) = (load(), limits::DB);
}
