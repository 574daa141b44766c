use std::pin::Pin;

use ewrap::circuit_breaker;

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
struct DbError;

#[circuit_breaker(name = "db")]
fn load(id: u64) -> BoxFuture<Result<u64, DbError>> {
//~                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ E0277 .. needs `From<ewrap::CircuitOpen>`, or the attribute a
    Box::pin(async move { if id > 5 { Err(DbError) } else { Ok(id) } })
}

fn main() {
    drop(load(1));
}
