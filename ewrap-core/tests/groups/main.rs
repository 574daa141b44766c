//! What groups of errors promise, tested through their public API.
//!
//! `collecting` is about what goes in and comes out, `text` and `meaning` about what a group says, `pool` and `shared`
//! about the two around it; `hostile` is about errors that panic, and groups that are very large or very deep.

mod collecting;
mod hostile;
mod meaning;
mod pool;
mod shared;
mod support;
mod text;
