//! Does one tenant's broken shard take the others down?
//!
//! Three tenants, each with a shard of its own; one shard is down. One circuit for all of them opens for everybody; with
//! `key = tenant` each has its own. Run it with `cargo run --example tenants`.

use std::io;

use ewrap::{Registry, State, circuit_breaker};

fn query(tenant: &str) -> io::Result<usize> {
    if tenant == "acme" { Err(io::ErrorKind::ConnectionRefused.into()) } else { Ok(tenant.len()) }
}

#[circuit_breaker(name = "one for all", threshold = 3)]
fn orders_of(tenant: &str) -> io::Result<usize> {
    query(tenant)
}

#[circuit_breaker(name = "one each", threshold = 3, key = tenant)]
fn orders_of_own(tenant: &str) -> io::Result<usize> {
    query(tenant)
}

const TENANTS: [&str; 3] = ["acme", "hooli", "initech"];

fn answered(orders: fn(&str) -> io::Result<usize>) -> [usize; 3] {
    let mut answered = [0; 3];
    for _ in 0..100 {
        for (tenant, count) in TENANTS.iter().zip(&mut answered) {
            // Acme is the busiest, and calls before and after each of the others.
            let _ = orders("acme");
            *count += usize::from(orders(tenant).is_ok());
        }
    }
    answered
}

fn main() {
    for (what, orders) in [("one circuit for all", orders_of as fn(&str) -> _), ("one circuit each", orders_of_own)] {
        println!("{what}:");
        for (tenant, count) in TENANTS.iter().zip(answered(orders)) {
            println!("  {tenant:<8} {count:>3} of 100 calls answered");
        }
    }
    let breaker = Registry::global().get("one each").expect("it was called");
    let mut circuits: Vec<_> = breaker.keys().map(|key| (key.name().to_owned(), key.state())).collect();
    circuits.sort();
    println!("its circuits:");
    for (name, state) in circuits {
        println!("  {name} is {state}");
    }
    assert_eq!(breaker.keyed("hooli").state(), State::Closed);
}
