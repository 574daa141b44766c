use ewrap::{CircuitOpen, circuit_breaker};

struct Cache(Vec<u8>);

impl Cache {
    #[circuit_breaker(name = "db", fallback = |_| Ok(&self.0[..0]))]
    fn load(&mut self) -> Result<&[u8], CircuitOpen> {
        self.0.push(1);
        Ok(&self.0)
    }
}

fn main() {
    let _ = Cache(Vec::new()).load();
}
