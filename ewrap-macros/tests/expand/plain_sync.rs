#[circuit_breaker(name = "db")]
fn load(id: u64) -> Result<String, DbError> {
    body_marker(id)
}
