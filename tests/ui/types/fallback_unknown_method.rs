use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db", fallback = Self::minimal)]
//~                                                 ^^^^^^^ E0599 .. `minimal` found for struct `Client`
    fn load(&self, id: u64) -> Result<u64, CircuitOpen> {
        Ok(id)
    }
}

fn main() {
    let _ = Client.load(1);
}
