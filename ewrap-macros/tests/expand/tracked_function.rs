#[circuit_breaker(name = "db")]
#[track_caller]
pub unsafe fn load<T: Clone, const N: usize>([a, b]: [T; 2], by: impl Display) -> Result<[T; N], DbError> {
    body_marker(a, b, by)
}
