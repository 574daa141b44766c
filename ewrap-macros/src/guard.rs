//! The attribute, from tokens to tokens.

use proc_macro2::TokenStream;

use crate::report::Mistakes;
use crate::{args, check, expand, item, tokens};

/// The guarded function; or, if something is wrong, the function as it is and what is wrong.
pub(crate) fn guard(attribute: TokenStream, item: TokenStream) -> TokenStream {
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
