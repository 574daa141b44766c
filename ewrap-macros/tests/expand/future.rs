#[circuit_breaker(name = "db")]
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> + Send {
    eager(id);
    async move { body_marker(id).await }
}
