struct Client;

impl Client {
    #[ewrap::circuit_breaker(name = "db", threshold = 5, fallback = Self::minimal)]
    fn load(&self, id: u64) -> Result<u64, ewrap::CircuitOpen> {
        Ok(id)
    }

    fn minimal(&self, id: u64) -> Result<u64, ewrap::CircuitOpen> {
        Ok(id)
    }
}

fn main() {
    let _ = Client.load(1);
}
