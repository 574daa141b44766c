#[circuit_breaker(name = "db", failure_rate = 1.0 / 3.0, slow_rate = RATE, slow_call = SLOW, window = Window::tumbling(SPAN), min_calls = LEAST)]
fn load(id: u64) -> Result<String, DbError> {
    body_marker(id)
}
