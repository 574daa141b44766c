#[circuit_breaker(name = "db")]
async fn load((low, high): (u64, u64), #[cfg(unix)] mut name: String, _: Guard, _held: Guard) -> Result<String, DbError> {
    name.push('x');
    body_marker(low, high, name).await
}
