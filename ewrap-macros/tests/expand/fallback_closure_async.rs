#[circuit_breaker(name = "db", fallback = async |cause: ewrap::Cause<DbError>| fallback_marker(cause).await)]
async fn load(id: u64) -> Result<String, DbError> {
    body_marker(id).await
}
