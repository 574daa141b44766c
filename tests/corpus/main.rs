//! The corpus: functions as users write them, each of them twice.
//!
//! Every file below `shapes` is compiled twice from one text. Under [`bare`] its annotations do nothing, under
//! [`guarded`] they are real; each case then runs both and compares what they noted: values, side effects, the
//! order of drops, panics. What rejected and failed calls are answered with has no bare twin and is asserted in
//! `fallbacks`.
//!
//! No case fails more than twice in a row on one breaker: all breakers are the global registry's, whose default
//! threshold is five, and a case may run twice in one process.
#![allow(
    clippy::pedantic,
    clippy::all,
    clippy::unwrap_used,
    unused_qualifications,
    reason = "the corpus holds the shapes users write, not the ones lints like; the target `lints` is for those"
)]

mod census;
mod edges;
mod fallbacks;
mod support;
mod twins;

/// Exports a name of the linker: the guarded twin only, a name has one owner.
macro_rules! guarded_exported {
    ($($function:tt)+) => { #[unsafe(no_mangle)] $($function)+ };
}

macro_rules! bare_exported {
    ($($function:tt)+) => { $($function)+ };
}

#[path = "shapes"]
#[allow(dead_code, reason = "what only annotations name is dead under the one that does nothing")]
mod bare {
    pub(crate) use crate::twins::bare_cases as cases;
    pub(crate) use bare_exported as exported;
    pub(crate) use ewrap_tests_bare::circuit_breaker;

    pub(crate) mod async_drops;
    pub(crate) mod asynchronous;
    pub(crate) mod attributes;
    pub(crate) mod control;
    pub(crate) mod drops;
    pub(crate) mod edition_2024;
    pub(crate) mod frameworks;
    pub(crate) mod functions;
    pub(crate) mod futures;
    pub(crate) mod generics;
    pub(crate) mod items;
    pub(crate) mod keyed;
    pub(crate) mod keys;
    pub(crate) mod macros;
    pub(crate) mod names;
    pub(crate) mod panics;
    pub(crate) mod patterns;
    pub(crate) mod policies;
    pub(crate) mod receivers;
    pub(crate) mod recursion;
    pub(crate) mod results;
    pub(crate) mod sizes;
    pub(crate) mod timeouts;
    pub(crate) mod traits;
    pub(crate) mod unsafety;
    pub(crate) mod unused_fallbacks;
}

#[path = "shapes"]
mod guarded {
    pub(crate) use crate::twins::guarded_cases as cases;
    pub(crate) use ewrap::circuit_breaker;
    pub(crate) use guarded_exported as exported;

    pub(crate) mod async_drops;
    pub(crate) mod asynchronous;
    pub(crate) mod attributes;
    pub(crate) mod control;
    pub(crate) mod drops;
    pub(crate) mod edition_2024;
    pub(crate) mod frameworks;
    pub(crate) mod functions;
    pub(crate) mod futures;
    pub(crate) mod generics;
    pub(crate) mod items;
    pub(crate) mod keyed;
    pub(crate) mod keys;
    pub(crate) mod macros;
    pub(crate) mod names;
    pub(crate) mod panics;
    pub(crate) mod patterns;
    pub(crate) mod policies;
    pub(crate) mod receivers;
    pub(crate) mod recursion;
    pub(crate) mod results;
    pub(crate) mod sizes;
    pub(crate) mod timeouts;
    pub(crate) mod traits;
    pub(crate) mod unsafety;
    pub(crate) mod unused_fallbacks;
}
