#[circuit_breaker(name = "db", call_timeout = LIMIT, fallback = |cause| fallback_marker(cause, name))]
async fn load(id: u64, name: String) -> Result<String, DbError> {
    body_marker(id, name).await
}
