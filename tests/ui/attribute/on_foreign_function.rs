use ewrap::circuit_breaker;

unsafe extern "C" {
    #[circuit_breaker(name = "db")]
    fn abs(number: i32) -> i32;
}

fn main() {
    let _ = unsafe { abs(-1) };
}
