#[circuit_breaker(name = "db", fallback = Self::fallback_marker)]
fn load(&mut self, buffer: &mut Vec<u8>) -> Result<usize, DbError> {
    body_marker(self, buffer)
}
