use ewrap::circuit_breaker;

struct DbError;

#[circuit_breaker(name = "db", fallback = minimal, fallback_on = failure)]
fn load(id: u64) -> Result<u64, DbError> {
//~                 ^^^^^^^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    if id > 5 { Err(DbError) } else { Ok(id) }
}

fn minimal(id: u64) -> Result<u64, DbError> {
    Ok(id)
}

fn main() {
    let _ = load(1);
}
