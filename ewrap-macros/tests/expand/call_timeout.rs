#[circuit_breaker(name = "db", call_timeout = "2s")]
async fn load(id: u64) -> Result<String, DbError> {
    body_marker(id).await
}
