use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db")]
    #[track_caller]
    fn load(&self) -> Result<u32, CircuitOpen> {
        Ok(std::panic::Location::caller().line())
    }
}

fn main() {
    let _ = Client.load();
}
