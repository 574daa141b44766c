//! The attribute that does nothing: what makes the bare twin of every function of the corpus.
//!
//! A source file of the corpus is compiled twice. Under `guarded` the name `circuit_breaker` is the
//! real attribute, under `bare` it is this one, so that both twins are the same text.

use proc_macro::TokenStream;

/// Gives the function back as it was written.
#[proc_macro_attribute]
pub fn circuit_breaker(_arguments: TokenStream, function: TokenStream) -> TokenStream {
    function
}
