use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
std::thread_local! {
    static DEPTH: u8 = const { 0 };
}

fn main() {}
