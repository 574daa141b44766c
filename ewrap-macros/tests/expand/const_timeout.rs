#[circuit_breaker(name = "db", timeout = Duration::from_secs(60))]
fn r#match<'a, T: Clone>(&'a mut self, _: T, mut name: String) -> Result<&'a mut T, DbError>
where
    T: 'a,
{
    body_marker(self, name)
}
