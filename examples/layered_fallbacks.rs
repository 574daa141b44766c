//! How do fallbacks stack: a primary cache, a secondary one, then what is at hand?
//!
//! Each layer is an annotated function whose fallback is the next one, so each has its own breaker. A layer that is down
//! is skipped without being asked.

use std::cell::Cell;
use std::time::Duration;

use ewrap::{ManualClock, Registry, circuit_breaker};

#[derive(Debug, thiserror::Error)]
#[error("{0} does not answer")]
struct Down(&'static str);

/// A price, and where it is from.
type Price = (u32, &'static str);

/// What the nightly job left.
const LAST_NIGHT: [(u32, u32); 2] = [(7, 68), (8, 80)];

struct Prices {
    registry: Registry,
    primary_up: Cell<bool>,
    secondary_up: Cell<bool>,
    /// Who was asked during one call.
    asked: Cell<Vec<&'static str>>,
}

impl Prices {
    #[circuit_breaker(
        name = "cache.primary",
        threshold = 2,
        timeout = "30s",
        fallback = Self::secondary,
        registry = &self.registry
    )]
    fn price(&self, article: u32) -> Result<Price, Down> {
        self.ask("primary", &self.primary_up)?;
        Ok((article * 10, "live"))
    }

    #[circuit_breaker(
        name = "cache.secondary",
        threshold = 2,
        timeout = "30s",
        fallback = Self::local,
        registry = &self.registry
    )]
    fn secondary(&self, article: u32) -> Result<Price, Down> {
        self.ask("secondary", &self.secondary_up)?;
        Ok((article * 10, "minutes old"))
    }

    /// In memory: it has no breaker, and the stack ends here.
    fn local(&self, article: u32) -> Result<Price, Down> {
        self.note("local");
        let known = LAST_NIGHT.iter().find(|(number, _)| *number == article);
        known.map(|(_, price)| (*price, "from last night")).ok_or(Down("the local table"))
    }

    fn ask(&self, cache: &'static str, up: &Cell<bool>) -> Result<(), Down> {
        self.note(cache);
        if up.get() { Ok(()) } else { Err(Down(cache)) }
    }

    fn note(&self, layer: &'static str) {
        let mut asked = self.asked.take();
        asked.push(layer);
        self.asked.set(asked);
    }

    fn show(&self, what: &str, times: usize) -> Result<(), Down> {
        println!("{what}");
        for _ in 0..times {
            let (price, from) = self.price(7)?;
            println!("  {price}, {from:<15}  asked: {}", self.asked.take().join(", "));
        }
        Ok(())
    }
}

fn main() -> Result<(), Down> {
    let clock = ManualClock::new();
    let prices = Prices {
        registry: Registry::with_clock(clock.clone()),
        primary_up: Cell::new(true),
        secondary_up: Cell::new(true),
        asked: Cell::default(),
    };
    prices.show("all is well", 1)?;
    prices.primary_up.set(false);
    prices.show("the primary cache goes", 3)?;
    prices.secondary_up.set(false);
    prices.show("the secondary one too", 3)?;
    prices.primary_up.set(true);
    prices.show("the primary one is back, and nobody knows yet", 1)?;
    clock.advance(Duration::from_secs(30));
    prices.show("30 s later one call finds out", 2)?;

    println!("in the end");
    for breaker in prices.registry.iter() {
        println!("  {:<15}  {}", breaker.name(), breaker.state());
    }
    Ok(())
}
