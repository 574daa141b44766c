use ewrap::{CircuitOpen, circuit_breaker};

struct Cache(Vec<u8>);

impl Cache {
    #[circuit_breaker(name = "db")]
    fn load(&self) -> Result<usize, CircuitOpen> {
        self.0.push(1);
//~     ^^^^^^ E0596 .. as mutable
        Ok(self.0.len())
    }
}

fn main() {
    let _ = Cache(Vec::new()).load();
}
