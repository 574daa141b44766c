//! What answers instead: calls that were rejected or failed, in every shape a fallback may have.
//!
//! The breakers here have a threshold of one, so the first failure opens them for a minute. A case is thus: a call
//! that fails, a call that is rejected.

mod asynchronous;
mod clones;
mod closures;
mod futures;
mod paths;
mod receivers;
mod when;
