use ewrap::{CircuitOpen, circuit_breaker};

trait Load {
    #[circuit_breaker(name = "db")]
    fn load(&self) -> Result<u8, CircuitOpen>;
}

struct Client;

impl Load for Client {
    fn load(&self) -> Result<u8, CircuitOpen> {
        Ok(1)
    }
}

fn main() {
    let _ = Client.load();
}
