#[circuit_breaker(name = "db", fallback = fallback_marker)]
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Unpin {
    Box::pin(async move { body_marker(id).await })
}
