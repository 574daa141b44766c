use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db", fallback = |_| self.last())]
    fn load(self) -> Result<u8, CircuitOpen> {
        Ok(1)
    }

    fn last(&self) -> Result<u8, CircuitOpen> {
        Ok(0)
    }
}

fn main() {}
