#![no_implicit_prelude]

#[::ewrap::circuit_breaker(name = "db", threshold = 5, timeout = "60s", fallback = |_| ::std::result::Result::Ok(id))]
fn load(id: u64) -> ::std::result::Result<u64, ::ewrap::CircuitOpen> {
    ::std::result::Result::Ok(id)
}

#[::ewrap::circuit_breaker(name = "db")]
async fn load_later(id: u64) -> ::std::result::Result<u64, ::ewrap::CircuitOpen> {
    ::std::result::Result::Ok(id)
}

#[::ewrap::circuit_breaker(
    name = "stock",
    key = (shop, item),
    failure_rate = 0.5,
    slow_rate = 1,
    slow_call = "2s",
    window = "10s",
    min_calls = 5,
)]
async fn stock(shop: ::std::string::String, Item(item): Item) -> ::std::result::Result<u64, ::ewrap::CircuitOpen> {
    ::std::mem::drop(shop);
    ::std::result::Result::Ok(item)
}

struct Item(u64);

fn main() {
    ::std::mem::drop(stock(::std::string::String::new(), Item(1)));
    let _ = load(1);
    ::std::mem::drop(load_later(1));
}
