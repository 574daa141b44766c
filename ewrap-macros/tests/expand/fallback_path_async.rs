#[circuit_breaker(name = "db", fallback = fallback_marker)]
async fn load(id: u64, name: String) -> Result<String, DbError> {
    body_marker(id, name).await
}
