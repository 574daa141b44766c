#[circuit_breaker(name = "db")]
/// Documented.
#[cfg(unix)]
#[track_caller]
pub fn load(&self, id: u64) -> Result<u64, DbError> {
    body_marker(self, id)
}
