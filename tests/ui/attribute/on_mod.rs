use ewrap::circuit_breaker;

#[circuit_breaker(name = "db")]
pub mod database {
    pub fn load() {}
}

fn main() {
    database::load();
}
