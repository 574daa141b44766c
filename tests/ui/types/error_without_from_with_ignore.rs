use ewrap::circuit_breaker;

enum DbError {
    NotFound,
    Broken,
}

#[circuit_breaker(name = "db", ignore(DbError::NotFound))]
fn load(id: u64) -> Result<u64, DbError> {
//~                 ^^^^^^^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    if id > 5 { Err(DbError::Broken) } else { Err(DbError::NotFound) }
}

fn main() {
    let _ = load(1);
}
