use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db", fallback = Self::minimal)]
//~                                           ^^^^^^^^^^^^^ E0061 .. this function takes 1 argument but 2 arguments were supplied
    fn load(&self, id: u64) -> Result<u64, CircuitOpen> {
        Ok(id)
    }

    fn minimal(id: u64) -> Result<u64, CircuitOpen> {
        Ok(id)
    }
}

fn main() {
    let _ = Client.load(1);
}
