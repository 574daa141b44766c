use ewrap::{CircuitOpen, circuit_breaker};

struct Client(u64);

impl Client {
    #[circuit_breaker(name = "db", fallback = Self::minimal)]
    fn load(self) -> Result<u64, CircuitOpen> {
//~         ^^^^ E0277 .. the fallback needs this argument again .. `Client` is not `Clone`
        Ok(self.0)
    }

    fn minimal(self) -> Result<u64, CircuitOpen> {
        Ok(self.0)
    }
}

fn main() {
    let _ = Client(1).load();
}
