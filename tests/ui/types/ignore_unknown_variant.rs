use ewrap::{CircuitOpen, circuit_breaker};

enum Error {
    Open(CircuitOpen),
}

impl From<CircuitOpen> for Error {
    fn from(open: CircuitOpen) -> Self {
        Self::Open(open)
    }
}

#[circuit_breaker(name = "db", ignore(Error::NotFound))]
//~                                          ^^^^^^^^ E0599 .. `NotFound` found for enum `Error`
fn load(id: u64) -> Result<u64, Error> {
    Ok(id)
}

fn main() {
    if let Err(Error::Open(_)) = load(1) {}
}
