//! The rules of a breaker, one test a clause; each test is named for the rule it holds.

mod backoff;
mod closed;
mod config;
mod half_open;
mod inside;
mod observers;
mod open;
mod operator;
mod permits;
mod policies;
mod reconfigure;
mod recovery;
mod slow;
mod windows;
