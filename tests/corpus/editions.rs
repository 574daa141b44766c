//! The corpus in the editions before 2024: a second and a third reading of the same text.
//!
//! In them a temporary of the tail ends after the locals, closures capture otherwise, an opaque type captures fewer
//! lifetimes, and more words are reserved or fewer. Left out are the topics that only edition 2024 can spell.
#![cfg(test)]
#![allow(
    clippy::pedantic,
    clippy::all,
    clippy::unwrap_used,
    dead_code,
    unused_qualifications,
    reason = "the corpus holds the shapes users write, not the ones lints like"
)]

mod fallbacks;
mod support;
mod twins;

#[path = "shapes"]
mod bare {
    pub(crate) use crate::twins::bare_cases as cases;
    pub(crate) use ewrap_tests_bare::circuit_breaker;

    pub(crate) mod async_drops;
    pub(crate) mod asynchronous;
    pub(crate) mod control;
    pub(crate) mod drops;
    pub(crate) mod frameworks;
    pub(crate) mod functions;
    pub(crate) mod futures;
    pub(crate) mod generics;
    pub(crate) mod items;
    pub(crate) mod keyed;
    pub(crate) mod keys;
    pub(crate) mod macros;
    pub(crate) mod panics;
    pub(crate) mod patterns;
    pub(crate) mod policies;
    pub(crate) mod receivers;
    pub(crate) mod recursion;
    pub(crate) mod results;
    pub(crate) mod traits;
    pub(crate) mod unused_fallbacks;
}

#[path = "shapes"]
mod guarded {
    pub(crate) use crate::twins::guarded_cases as cases;
    pub(crate) use ewrap::circuit_breaker;

    pub(crate) mod async_drops;
    pub(crate) mod asynchronous;
    pub(crate) mod control;
    pub(crate) mod drops;
    pub(crate) mod frameworks;
    pub(crate) mod functions;
    pub(crate) mod futures;
    pub(crate) mod generics;
    pub(crate) mod items;
    pub(crate) mod keyed;
    pub(crate) mod keys;
    pub(crate) mod macros;
    pub(crate) mod panics;
    pub(crate) mod patterns;
    pub(crate) mod policies;
    pub(crate) mod receivers;
    pub(crate) mod recursion;
    pub(crate) mod results;
    pub(crate) mod traits;
    pub(crate) mod unused_fallbacks;
}
