#[circuit_breaker(name = "db", fallback = Self::fallback_marker)]
async fn load(&mut self, mut buffer: Vec<u8>) -> Result<usize, DbError> {
    body_marker(self, &mut buffer).await
}
