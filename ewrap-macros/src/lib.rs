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

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::report::Mistakes;

#[doc = include_str!("circuit_breaker.md")]
///
/// # Words
///
#[doc = include_str!("words.md")]
#[proc_macro_attribute]
pub fn circuit_breaker(attribute: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    guard(attribute.into(), item.into()).into()
}

/// The guarded function; or, if something is wrong, the function as it is and what is wrong.
fn guard(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let args = args::parse(attribute, &mut mistakes);
    let function = mistakes.keep(item::parse(tokens::unwrap_invisible(item.clone())));
    if let Some(function) = &function {
        check::check(&args, function, &mut mistakes);
        if mistakes.is_empty() {
            return expand::expand(&args, function);
        }
    }
    let mut out = item;
    out.extend(mistakes.to_compile_errors());
    out
}
