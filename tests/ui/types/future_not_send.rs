use std::rc::Rc;

use ewrap::{CircuitOpen, circuit_breaker};

#[circuit_breaker(name = "db")]
async fn load(id: Rc<u64>) -> Result<u64, CircuitOpen> {
    std::future::ready(()).await;
    Ok(*id)
}

fn spawn(_future: impl Future + Send) {}

fn main() {
    spawn(load(Rc::new(1)));
//~       ^^^^^^^^^^^^^^^^ future cannot be sent between threads safely .. has type `Rc<u64>` which is not `Send`
}
