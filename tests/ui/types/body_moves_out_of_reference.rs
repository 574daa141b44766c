use ewrap::{CircuitOpen, circuit_breaker};

struct Client(String);

impl Client {
    #[circuit_breaker(name = "db")]
    async fn load(&self) -> Result<String, CircuitOpen> {
        Ok(self.0)
//~        ^^^^^^ E0507 .. cannot move out of
    }
}

fn main() {
    drop(Client(String::new()).load());
}
