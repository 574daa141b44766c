//! What does an error cost: to make, to wrap, to read, to write out and to drop, beside those of other crates?
//!
//! `cargo run --release -p ewrap-benches --bin errors`. Every case is measured in every round, in turn; the table shows
//! the median nanoseconds over the rounds, and the allocations and bytes of one operation. Making does not include
//! dropping: what an operation is given and what it gives are made and dropped outside of the measured time.
//!
//! A peer does what its documentation advises. Where it has no typed metadata the entries are text, where it cannot write
//! JSON a user's own loop over the chain does.

mod case;
mod ours;
mod peers;

use case::{Case, ROUNDS};

/// The operations, in the order of the table's columns.
pub(crate) const LITERAL: &str = "literal";
pub(crate) const FORMATTED: &str = "formatted";
pub(crate) const WRAP: &str = "wrap x3";
pub(crate) const METADATA: &str = "2 entries";
pub(crate) const RETRYABLE: &str = "retryable";
pub(crate) const JSON: &str = "json";
pub(crate) const DROP: &str = "drop";
const OPERATIONS: [&str; 7] = [LITERAL, FORMATTED, WRAP, METADATA, RETRYABLE, JSON, DROP];

fn main() {
    let mut peers: Vec<_> = ours::all().into_iter().chain(peers::all()).collect();
    for _ in 0..ROUNDS {
        peers.iter_mut().flat_map(|(_, cases)| cases).for_each(Case::run);
    }
    table("nanoseconds", &peers, |case| format!("{:.1}", case.median()));
    table("allocations", &peers, |case| case.allocations.to_string());
    table("bytes allocated", &peers, |case| case.bytes.to_string());
}

fn table(what: &str, peers: &[(&str, Vec<Case>)], cell: impl Fn(&Case) -> String) {
    println!("\n{what:<24}{}", OPERATIONS.map(|it| format!("{it:>11}")).concat());
    for (name, cases) in peers {
        let row = OPERATIONS.map(|operation| {
            let case = cases.iter().find(|case| case.operation == operation);
            format!("{:>11}", case.map_or_else(|| "-".to_owned(), &cell))
        });
        println!("{name:<24}{}", row.concat());
    }
}
