#[circuit_breaker(name = "db", min_calls = 20, slow_rate = 1, window = "10s", slow_call = "250ms", failure_rate = 0.5)]
fn load(id: u64) -> Result<String, DbError> {
    body_marker(id)
}
