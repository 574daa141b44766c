//! Where errors go: to logs with every layer, to clients with what they may be told, to `tracing` as fields.
//!
//! Invariant: a personal value is masked in all of them, and only [`Problem`] is made for clients.

#[cfg(feature = "serde")]
mod json;
#[cfg(feature = "serde")]
mod layers;
#[cfg(feature = "serde")]
mod problem;
#[cfg(feature = "serde")]
mod record;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(feature = "yaml")]
mod yaml;

#[cfg(feature = "serde")]
pub use self::problem::Problem;
#[cfg(feature = "serde")]
pub use self::record::{ErrorRecord, Recovery};
#[cfg(feature = "tracing")]
pub use self::trace::TracingLogger;
