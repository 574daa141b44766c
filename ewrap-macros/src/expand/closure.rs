//! A closure as fallback: what it uses of the function, and what it gives.
//!
//! Invariant: in doubt it uses an argument, and in doubt it gives a future.

use proc_macro2::{TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Type;

use super::Context;
use crate::args::Closure;
use crate::params::{Param, bare};
use crate::report::Spot;
use crate::scope::free_use;
use crate::tokens::{is_ident, mentions};

impl Closure {
    /// Whether its answer cannot be a future, in a function that may await one or may not.
    fn gives_result(&self, may_await: bool) -> bool {
        let trees: Vec<TokenTree> = self.body.clone().into_iter().collect();
        let is_plain = matches!(trees.as_slice(), [TokenTree::Ident(variant), TokenTree::Group(_)] if variant == "Ok" || variant == "Err");
        !self.is_async() && (is_plain || !may_await)
    }

    fn is_async(&self) -> bool {
        is_ident(self.tokens.clone().into_iter().next().as_ref(), "async")
    }

    /// Whether the closure uses this argument.
    pub(crate) fn uses(&self, param: &Param) -> bool {
        !param.generated && free_use(&self.body, &param.name).is_some() && !mentions(&self.parameter, &param.name)
    }
}

/// The type of a closure's answer, where that must be the function's result and no future of one: it coerces then.
pub(super) fn told(cx: &Context<'_>, closure: &Closure) -> Option<TokenStream> {
    let is_result = matches!(bare(cx.judged), Type::Path(it) if it.path.segments.last()?.ident == "Result");
    let is_async =
        cx.function.signature.asyncness.is_some() || matches!(cx.function.output().map(bare), Some(Type::ImplTrait(_)));
    let (output, Spot { first, last }) = (&cx.output, closure.spot.mixed());
    let told = || {
        let (open, close) = (quote_spanned!(first=> ::<_,), quote_spanned!(last=> , _>));
        quote!(#open #output #close)
    };
    (is_result && closure.gives_result(is_async)).then(told)
}
