use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "database-database-database-database-database-database-database-database-\
    database-database-database-database-database-database-database-")]
fn load() -> Result<u8, CircuitOpen> {
    Ok(1)
}

fn main() {
    let _ = load();
}
