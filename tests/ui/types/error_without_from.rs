use ewrap::circuit_breaker;

struct DbError;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<u64, DbError> {
//~                 ^^^^^^^^^^^^^^^^^^^^ E0277 .. or the attribute a `fallback` .. note: add `impl From<ewrap::CircuitOpen> .. note: or answer
    if id > 5 { Err(DbError) } else { Ok(id) }
}

fn main() {
    let _ = load(1);
}
