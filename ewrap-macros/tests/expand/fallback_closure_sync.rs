#[circuit_breaker(name = "db", fallback = |cause| fallback_marker(cause, name))]
fn load(id: u64, name: String) -> Result<String, DbError> {
    body_marker(id, name)
}
