//! What `Error` promises, tested through its public API: what it means, what it shows to whom, and what it costs.
//!
//! `secrets` plants text in every place an error can hold it and looks for it in whatever leaves the process.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

mod costs;
mod hooks;
mod hostile;
mod long;
mod making;
mod meaning;
mod problem;
mod record;
mod secrets;
mod shown;
mod support;
mod wrapping;
