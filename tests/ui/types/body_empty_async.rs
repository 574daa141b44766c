use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(_id: u64) -> Result<u64, CircuitOpen> {}
//~                                                 ^^ E0308 .. expected `Result<u64, CircuitOpen>`, found `()`

fn main() {
    drop(load(1));
}
