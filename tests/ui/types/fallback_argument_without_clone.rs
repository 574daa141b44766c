use ewrap::{CircuitOpen, circuit_breaker};

struct Order(u64);

#[circuit_breaker(name = "db", fallback = minimal)]
fn load(order: Order) -> Result<u64, CircuitOpen> {
//~            ^^^^^ E0277 .. the fallback needs this argument again .. `Order` is not `Clone` .. note: derive .. `fallback_on
    Ok(order.0)
}

fn minimal(order: Order) -> Result<u64, CircuitOpen> {
    Ok(order.0)
}

fn main() {
    let _ = load(Order(1));
}
