#[circuit_breaker(name = "db", key = tenant)]
fn load(tenant: String) -> Result<String, DbError> {
    body_marker(tenant)
}
