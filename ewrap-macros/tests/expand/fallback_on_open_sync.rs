#[circuit_breaker(name = "db", fallback = fallback_marker, fallback_on = open)]
fn load(id: Id) -> Result<String, DbError> {
    body_marker(id)
}
