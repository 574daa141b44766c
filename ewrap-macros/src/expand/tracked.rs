//! `#[track_caller]`: the body in a function of its own, because closures do not pass the caller's location on.
//!
//! A free function gets a nested one, a method a hidden sibling. Invariant: the body sees the location it saw before.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Safety};

use super::signature::keep;
use super::{Context, key, local};

/// Attributes that a sibling method must share: whether it exists, and how its body is linted.
const SHARED: &[&str] = &["cfg", "allow", "warn", "deny", "forbid"];

fn is_method(cx: &Context<'_>) -> bool {
    cx.function.speaks_of_self()
}

fn name(cx: &Context<'_>) -> Ident {
    let own = cx.function.signature.ident.to_string();
    let own = own.strip_prefix("r#").unwrap_or(&own);
    Ident::new(&format!("__ewrap_body_of_{own}"), Span::mixed_site())
}

/// The function that has the body now.
fn definition(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let mut signature = cx.function.signature.clone();
    signature.ident = name(cx);
    signature.abi = None;
    let (inner, body) = (&cx.function.inner, &cx.function.body);
    let patterns = cx.function.params.iter().filter_map(|param| param.pattern.as_ref());
    let used: TokenStream = patterns.flat_map(|it| key::used_alone(cx, it)).map(|name| keep(&name)).collect();
    let body = if inner.is_empty() && used.is_empty() {
        body.clone()
    } else {
        let rest = body.stream();
        super::braces(quote!(#inner #used #rest), body.span())
    };
    quote_spanned! {here=>
        #[allow(
            clippy::missing_const_for_fn,
            clippy::needless_pass_by_ref_mut,
            clippy::needless_pass_by_value,
            clippy::trivially_copy_pass_by_ref,
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "the signature is that of the guarded function"
        )]
        #[track_caller]
        #signature #body
    }
}

/// The sibling method, beside the guarded one.
pub(super) fn sibling(cx: &Context<'_>) -> Option<TokenStream> {
    if !cx.function.is_tracked() || !is_method(cx) {
        return None;
    }
    let shared = cx.function.attrs.iter().filter(|attr| SHARED.iter().any(|name| attr.path().is_ident(name)));
    let definition = definition(cx);
    Some(quote_spanned!(Span::mixed_site()=> #(#shared)* #[doc(hidden)] #definition))
}

/// The expression that calls it.
pub(super) fn call(cx: &Context<'_>) -> TokenStream {
    let (here, name, turbofish, arguments) = (Span::mixed_site(), name(cx), turbofish(cx), arguments(cx));
    let call = if is_method(cx) {
        quote_spanned!(here=> Self::#name #turbofish (#arguments))
    } else {
        quote_spanned!(here=> #name #turbofish (#arguments))
    };
    let call = match cx.function.signature.safety {
        Safety::Unsafe(_) => quote_spanned!(here=> unsafe { #call }),
        _ => call,
    };
    let (enter, permit, entered) = (super::path("enter", here), local("__ewrap_permit"), local("__ewrap_entered"));
    let definition = (!is_method(cx)).then(|| definition(cx));
    quote_spanned!(here=> { #definition let #entered = #enter(&#permit); #call })
}

fn turbofish(cx: &Context<'_>) -> Option<TokenStream> {
    let names: Vec<&Ident> = cx
        .function
        .signature
        .generics
        .params
        .iter()
        .filter_map(|param| match param {
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    (!names.is_empty()).then(|| quote_spanned!(Span::mixed_site()=> ::<#(#names),*>))
}

fn arguments(cx: &Context<'_>) -> TokenStream {
    let receiver = cx.function.receiver.iter().map(|receiver| receiver.token.to_token_stream());
    let params = cx.function.params.iter().map(|param| param.name.to_token_stream());
    let all = receiver.chain(params);
    quote_spanned!(Span::mixed_site()=> #(#all),*)
}
