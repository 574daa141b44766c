use ewrap::{CircuitOpen, circuit_breaker};

macro_rules! guarded {
    ($name:ident, $limit:expr) => {
        #[circuit_breaker(name = "db", threshold = $limit)]
        fn $name() -> Result<u8, CircuitOpen> {
            Ok(1)
        }
    };
}

guarded!(load, 0);

fn main() {
    let _ = load();
}
