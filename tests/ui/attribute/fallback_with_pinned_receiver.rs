use std::pin::Pin;

use ewrap::{CircuitOpen, circuit_breaker};

struct Client;

impl Client {
    #[circuit_breaker(name = "db", fallback = Self::minimal)]
    fn load(self: Pin<&mut Self>) -> Result<u8, CircuitOpen> {
        Ok(1)
    }

    fn minimal(self: Pin<&mut Self>) -> Result<u8, CircuitOpen> {
        Ok(0)
    }
}

fn main() {}
