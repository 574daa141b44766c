//! How does each dependency get a breaker of its own?
//!
//! A cache stands before a database. When the cache goes, only the cache's circuit opens: after three failures nobody
//! waits for it any more, and the database answers as if nothing had happened.

use std::cell::Cell;
use std::time::Duration;

use ewrap::{CircuitOpen, ManualClock, Registry, circuit_breaker};

#[derive(Debug, thiserror::Error)]
enum StoreError {
    #[error("connection refused")]
    Refused,
    #[error(transparent)]
    Open(#[from] CircuitOpen),
}

/// A server that can be switched off, and counts who knocks.
#[derive(Default)]
struct Server {
    down: Cell<bool>,
    asked: Cell<u32>,
}

impl Server {
    fn get(&self, key: &str) -> Result<String, StoreError> {
        self.asked.set(self.asked.get() + 1);
        if self.down.get() { Err(StoreError::Refused) } else { Ok(format!("value of {key}")) }
    }
}

struct Store {
    registry: Registry,
    cache: Server,
    database: Server,
}

impl Store {
    #[circuit_breaker(name = "cache", threshold = 3, timeout = "10s", registry = &self.registry)]
    fn ask_cache(&self, key: &str) -> Result<String, StoreError> {
        self.cache.get(key)
    }

    #[circuit_breaker(name = "database", threshold = 5, timeout = "30s", registry = &self.registry)]
    fn ask_database(&self, key: &str) -> Result<String, StoreError> {
        self.database.get(key)
    }

    /// The cache before the database, and who answered.
    fn get(&self, key: &str) -> Result<(String, &'static str), StoreError> {
        match self.ask_cache(key) {
            Ok(value) => Ok((value, "cache")),
            Err(_) => Ok((self.ask_database(key)?, "database")),
        }
    }

    /// Some look-ups, and what they cost each server.
    fn look_up(&self, what: &str, times: u32) -> Result<(), StoreError> {
        let before = (self.cache.asked.get(), self.database.asked.get());
        let mut answered_by = "";
        for user in 0..times {
            (_, answered_by) = self.get(&format!("user:{user}"))?;
        }
        let (cache, database) = (self.cache.asked.get() - before.0, self.database.asked.get() - before.1);
        let states: Vec<_> = self.registry.iter().map(|each| format!("{} {}", each.name(), each.state())).collect();
        println!("{what:<22}{cache:>8}{database:>12}   {answered_by:<12}{}", states.join(", "));
        Ok(())
    }
}

fn main() -> Result<(), StoreError> {
    let clock = ManualClock::new();
    let registry = Registry::with_clock(clock.clone());
    let store = Store { registry, cache: Server::default(), database: Server::default() };

    println!("{:<22}{:>8}{:>12}   {:<12}circuits", "8 look-ups while", "cache", "database", "answer from");
    store.look_up("all is well", 8)?;
    store.cache.down.set(true);
    store.look_up("the cache goes", 8)?;
    store.look_up("it stays away", 8)?;
    clock.advance(Duration::from_secs(10));
    store.look_up("10 s later, a probe", 8)?;
    store.cache.down.set(false);
    clock.advance(Duration::from_secs(10));
    store.look_up("the cache is back", 8)?;
    Ok(())
}
