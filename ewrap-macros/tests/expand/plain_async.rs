#[circuit_breaker(name = "db")]
async fn load(id: u64) -> Result<String, DbError> {
    body_marker(id).await
}
