use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db", fallback = Self)]
    fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(1)
    }

    fn minimal(&self) -> Result<u8, CircuitOpen> {
        Ok(0)
    }
}

fn main() {}
