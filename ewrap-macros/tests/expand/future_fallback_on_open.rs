#[circuit_breaker(name = "db", fallback = |cause| fallback_marker(cause, id), fallback_on = open)]
fn load(id: Id) -> impl Future<Output = Result<String, DbError>> {
    async move { body_marker(id).await }
}
