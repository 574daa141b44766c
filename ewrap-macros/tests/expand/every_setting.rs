#[circuit_breaker(name = names::DB, threshold = 3, timeout = "1m 30s", half_open_calls = 2, success_threshold = LIMIT, registry = self.registry, crate = crate::facade)]
pub(crate) async fn load(&self, id: &str) -> io::Result<String> {
    #![allow(dead_code)]
    body_marker(id).await
}
