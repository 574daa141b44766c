//! The attribute macro of ewrap, and its derive.
//!
//! A use of `#[circuit_breaker(..)]` goes through the modules in the order in which they are declared: `args` and
//! `item` parse, `check` compares the two, `expand` writes the guarded function. Invariant: whatever is wrong, the
//! function itself is emitted, so that a mistake in the attribute is one mistake and an editor keeps working.
//! `error_meta` is the derive, which shares the modules before `args` with it.

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

mod error_meta;

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

#[doc = include_str!("error_meta/error_meta.md")]
///
/// # Words
///
#[doc = include_str!("error_meta/words.md")]
#[proc_macro_derive(ErrorMeta, attributes(meta))]
pub fn error_meta(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    error_meta::derive(item.into()).into()
}
