use ewrap::{CircuitOpen, circuit_breaker};

trait Table {
    const NAME: &'static str;
}

#[circuit_breaker(name = T::NAME)]
fn load<T: Table>(_table: T) -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {}
