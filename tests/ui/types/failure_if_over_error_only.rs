use std::io;

use ewrap::circuit_breaker;

#[circuit_breaker(name = "db", failure_if = is_bad)]
//~                                         ^^^^^^ E0631 .. type mismatch in function arguments
fn load(id: u64) -> io::Result<u64> {
    Ok(id)
}

fn is_bad(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::TimedOut
}

fn main() {
    let _ = load(1);
}
