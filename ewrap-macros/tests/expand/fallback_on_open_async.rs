#[circuit_breaker(name = "db", fallback = |cause| fallback_marker(cause), fallback_on = open)]
async fn load(id: Id) -> Result<impl Display, DbError> {
    body_marker(id).await
}
