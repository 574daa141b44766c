#[circuit_breaker(name = "db", fallback = fallback_marker, fallback_on = failure, ignore(DbError::NoUser))]
fn load(id: Id) -> BoxFuture<'static, Result<String, DbError>> {
    body_marker(id)
}
