use ewrap::{CircuitOpen, circuit_breaker};

struct Cache(Vec<u8>);

impl Cache {
    #[circuit_breaker(name = "db", fallback = |_| Ok(self.0.len()))]
    async fn load(&mut self, name: String) -> Result<usize, CircuitOpen> {
        self.0.extend(name.into_bytes());
        Ok(name.len())
//~        ^^^^ E0382 .. borrow of moved value: `name`
    }
}

fn main() {
    drop(Cache(Vec::new()).load(String::new()));
}
