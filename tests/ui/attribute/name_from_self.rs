use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    const NAME: &str = "db";

    #[circuit_breaker(name = Self::NAME)]
    fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(1)
    }
}

fn main() {
    let _ = (Client.load(), Client::NAME);
}
