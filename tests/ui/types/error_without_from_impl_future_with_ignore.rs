use ewrap::circuit_breaker;

struct DbError;

#[circuit_breaker(name = "db", ignore(DbError))]
fn load(id: u64) -> impl Future<Output = Result<u64, DbError>> {
//~                                      ^^^^^^^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    async move { if id > 5 { Err(DbError) } else { Ok(id) } }
}

fn main() {
    drop(load(1));
}
