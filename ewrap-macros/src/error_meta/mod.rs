//! `#[derive(ErrorMeta)]`.
//!
//! A type goes through the modules in the order in which they are declared: `split`, `value` and `settings` read the
//! words, `ast` the type, `check` compares them, `expand` writes the implementations. Invariant: whatever is wrong, an
//! implementation is emitted, so that a mistake in an attribute is one mistake.

mod words;

mod dots;
mod named;
mod split;
mod template;
mod value;

mod message;
mod settings;

mod ast;

mod check;
mod codes;

mod expand;
mod fallback;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use self::ast::Input;
use crate::report::{Mistake, Mistakes};

/// The implementations; or what is wrong, and empty ones.
pub(crate) fn derive(tokens: TokenStream) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let Some(item) = mistakes.keep(syn::parse2::<Item>(tokens).map_err(Mistake::from)) else {
        return mistakes.to_compile_errors();
    };
    let input = Input::read(item.clone(), &mut mistakes);
    if let Some(input) = &input {
        check::check(input, &mut mistakes);
        if mistakes.is_empty() {
            return expand::expand(input);
        }
    }
    let private = input.map_or_else(|| quote!(::ewrap::__private::meta), |input| input.private());
    let mut out = mistakes.to_compile_errors();
    out.extend(fallback::fallback(&item, &private));
    out
}
