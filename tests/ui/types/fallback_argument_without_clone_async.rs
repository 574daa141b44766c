use ewrap::{CircuitOpen, circuit_breaker};

struct Order(u64);

#[circuit_breaker(name = "db", fallback = |_| Ok(order.0))]
async fn load(order: Order) -> Result<u64, CircuitOpen> {
//~                  ^^^^^ E0277 .. the fallback needs this argument again .. `Order` is not `Clone`
    Ok(order.0)
}

fn main() {
    drop(load(Order(1)));
}
