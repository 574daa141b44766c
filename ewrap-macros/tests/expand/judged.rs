#[circuit_breaker(name = "db", failure_if = |result: &Result<u8, DbError>| result.is_err(), ignore(DbError::NoUser { .. } | DbError::Bad(_) if careful()))]
fn load(id: &u64) -> Result<u8, DbError> {
    body_marker(id)
}
