use std::time::Duration;

use ewrap::{CircuitOpen, circuit_breaker};

struct Client(Duration);

impl Client {
    #[circuit_breaker(name = "db", timeout = self.0)]
    fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(self.0.as_secs() as u8)
    }
}

fn main() {
    let _ = Client(Duration::ZERO).load();
}
