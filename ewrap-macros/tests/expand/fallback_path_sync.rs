#[circuit_breaker(name = "db", fallback = fallback_marker)]
fn load(id: u64, name: &str) -> Result<String, DbError> {
    body_marker(id, name)
}
