#[circuit_breaker(name = "db", call_timeout = "50ms", fallback = fallback_marker)]
fn load(id: u64) -> impl Future<Output = Result<String, DbError>> {
    body_marker(id)
}
