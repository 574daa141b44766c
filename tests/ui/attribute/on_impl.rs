use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

#[circuit_breaker(name = "db")]
impl Client {
    fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(1)
    }
}

fn main() {
    let _ = Client.load();
}
