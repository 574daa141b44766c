#[circuit_breaker(name = "db", fallback = Self::fallback_marker)]
fn load(self: Arc<Self>, id: u64) -> Result<usize, DbError> {
    body_marker(self, id)
}
