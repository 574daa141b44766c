#[circuit_breaker(name = "db", failure_rate = 0.5, window = 50, key = (self.tenant, region), registry = self.registry)]
async fn load(&self, region: String) -> Result<String, DbError> {
    body_marker(region).await
}
