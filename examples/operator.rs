//! How does an operator change a breaker of a running program, and what if there is a mistake in it?
//!
//! The settings are text here; `Registry::watch` reads them from a file whenever it changes. Run it with
//! `cargo run --example operator`.

use std::io;

use ewrap::{Overrides, Registry, circuit_breaker};

#[circuit_breaker(name = "search", failure_rate = 0.5, window = "10s")]
fn search(words: &str) -> io::Result<usize> {
    Ok(words.len())
}

#[circuit_breaker(name = "billing", threshold = 5)]
fn charge(cents: u64) -> io::Result<u64> {
    Ok(cents)
}

const TONIGHT: &str = r#"
    [configs.cautious]
    timeout = "30s"
    ramp = "1m"

    [breakers.search]
    inherits = "cautious"
    failure_rate = 0.2

    [breakers.billing]
    inherits = "cautious"
"#;

const TYPED_IN_A_HURRY: &str = r#"
    [breakers.search]
    failure_rate = 20
    timeuot = "30s"

    [breakers.biling]
    threshold = 3
"#;

fn show() {
    for breaker in Registry::global().iter() {
        println!("  {}: {}", breaker.name(), breaker.config());
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = Registry::global();
    search("all of them")?;
    charge(100)?;
    println!("as declared:");
    show();

    registry.apply(&Overrides::from_toml(TONIGHT)?)?;
    println!("tonight:");
    show();

    let Err(refused) = registry.apply(&Overrides::from_toml(TYPED_IN_A_HURRY)?) else { return Ok(()) };
    println!("typed in a hurry:");
    for line in refused.to_string().split("; ") {
        println!("  {line}");
    }
    println!("so nothing has changed:");
    show();

    registry.apply(&Overrides::from_toml("")?)?;
    println!("in the morning:");
    show();
    Ok(())
}
