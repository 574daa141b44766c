#[circuit_breaker(name = "db", call_timeout = "50ms", registry = REGISTRY, fallback = |cause| fallback_marker(cause), fallback_on = open)]
fn load(id: u64) -> BoxFuture<'static, Result<String, DbError>> {
    body_marker(id)
}
