#[circuit_breaker(name = "db", call_timeout = LIMIT)]
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> {
    body_marker(id)
}
