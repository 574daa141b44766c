//! The attribute macro of ewrap.
//!
//! A use of `#[circuit_breaker(..)]` goes through the modules in the order in which they are declared: `args` and
//! `item` parse, `check` compares the two, `expand` writes the guarded function. Invariant: whatever is wrong, the
//! function itself is emitted, so that a mistake in the attribute is one mistake and an editor keeps working.

mod report;
mod scope;
mod suggest;
mod tokens;

mod duration;
mod synonyms;
mod words;

mod args;
mod params;

mod item;
mod misplaced;

mod borrow;
mod check;

mod expand;
mod guard;

#[cfg(test)]
mod tests;

use crate::guard::guard;

#[doc = include_str!("circuit_breaker.md")]
///
/// # Words
///
#[doc = include_str!("words.md")]
#[proc_macro_attribute]
pub fn circuit_breaker(attribute: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    guard(attribute.into(), item.into()).into()
}
