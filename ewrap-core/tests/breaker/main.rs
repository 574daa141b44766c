//! What a circuit breaker promises, tested through its public API.
//!
//! `rules` plays the numbered rules one by one, `twin` compares long random scripts with a plain breaker behind a
//! mutex, `stress` lets threads and cancelled tasks loose on it; the rest is about what surrounds it.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

mod costs;
mod keyed;
#[cfg(feature = "overrides")]
mod overrides;
mod registry;
mod rules;
mod sites;
mod stress;
mod support;
#[cfg(feature = "test-util")]
mod testing;
mod twin;
