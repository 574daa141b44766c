#[circuit_breaker(name = "db", key = (id, tenant))]
async fn load(mut state: State, Path(mut id): Path<u64>, Request { tenant, body, .. }: Request) -> Result<String, DbError> {
    body_marker(state, id, tenant, body).await
}
