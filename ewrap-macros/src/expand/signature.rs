//! The signature of the guarded function, and what its body does with the parameters.
//!
//! Parameters are dropped in the order of the plain function: what the body captures by `move` is named in reverse,
//! what must be a local (from the first pattern, or the first argument that is assigned into, on) is bound again in
//! order. Invariant: an argument that nobody names stays unnamed, so that `unused_variables` still speaks.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{FnArg, Pat, PatIdent, Signature};

use super::Context;
use crate::params::{Param, Passing};
use crate::tokens::{assigns_into, mentions};

/// The signature, with generated names where the user wrote patterns.
pub(super) fn outer(cx: &Context<'_>) -> Signature {
    let mut signature = cx.function.signature.clone();
    let typed = signature.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    for (index, (typed, param)) in typed.zip(&cx.function.params).enumerate() {
        if param.generated {
            *typed.pat = name_pattern(&param.name);
        } else if is_bound_again(cx, index) {
            remove_mut(&mut typed.pat);
        }
    }
    signature
}

fn remove_mut(pattern: &mut Pat) {
    if let Pat::Ident(pattern) = pattern {
        pattern.mutability = None;
    }
}

fn name_pattern(name: &Ident) -> Pat {
    Pat::Ident(PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: name.clone(), subpat: None })
}

/// Whether the parameter's own `mut` moves into the body.
fn is_bound_again(cx: &Context<'_>, index: usize) -> bool {
    let param = &cx.function.params[index];
    cx.function.is_tracked()
        || is_local(cx, index)
        || (param.passing == Passing::Unique && super::fallback::lends(cx, param))
}

/// Whether the parameter becomes a local of the body.
fn is_local(cx: &Context<'_>, index: usize) -> bool {
    let param = &cx.function.params[index];
    let is_first =
        |param: &Param| param.pattern.is_some() || assigns_into(&cx.function.body.stream(), &param.name.to_string());
    let after_first = cx.function.params[..=index].iter().any(is_first);
    param.passing == Passing::Value && (after_first || takes_by_name(cx)) && is_owned(cx, param)
}

/// Whether the body takes arguments one by one, instead of by `move`: an async block that borrows `self`.
fn takes_by_name(cx: &Context<'_>) -> bool {
    cx.function.signature.asyncness.is_some() && borrows_self(cx)
}

/// Whether the body borrows `self` instead of taking it: because a fallback gets it back, or because the body assigns
/// to a field of an owned `self`. In a closure that owns it, `unused_assignments` would call that useless.
pub(super) fn borrows_self(cx: &Context<'_>) -> bool {
    let is_owned = cx.function.receiver.as_ref().is_some_and(|receiver| receiver.passing == Passing::Value);
    super::fallback::lends_self(cx) || (is_owned && assigns_into(&cx.function.body.stream(), "self"))
}

/// Whether the body owns an argument that comes by value.
fn is_owned(cx: &Context<'_>, param: &Param) -> bool {
    param.is_silent() || mentions(&cx.function.body.stream(), &param.name)
}

/// The block that runs the body, after `first`: takes the arguments that the body owns, but may not name.
pub(super) fn block(cx: &Context<'_>, first: &TokenStream) -> TokenStream {
    let (captures, locals, body) = (captures(cx), locals(cx), &cx.function.body);
    if locals.is_empty() && captures.is_empty() && first.is_empty() {
        return body.to_token_stream();
    }
    if locals.is_empty() && !begins_with_item(body) {
        let statements = body.stream();
        return super::braces(quote!(#first #captures #statements), body.span()).to_token_stream();
    }
    // Braces of our own edition: before 2024 a block's tail may not borrow from its locals.
    quote_spanned! {Span::mixed_site()=>
        {
            #first #captures #locals
            #[allow(unused_braces, reason = "the body is emitted as it was written")]
            #body
        }
    }
}

/// Whether the body may begin with an item, before which a careful crate wants no statement.
fn begins_with_item(body: &Group) -> bool {
    const WORDS: &[&str] = &[
        "use",
        "const",
        "static",
        "fn",
        "struct",
        "enum",
        "union",
        "type",
        "trait",
        "impl",
        "mod",
        "pub",
        "async",
        "unsafe",
        "extern",
        "macro_rules",
    ];
    match body.stream().into_iter().next() {
        Some(TokenTree::Ident(word)) => WORDS.iter().any(|item| word == item),
        Some(TokenTree::Punct(mark)) => mark.as_char() == '#',
        _ => false,
    }
}

/// Names what is captured by value, last parameter first.
fn captures(cx: &Context<'_>) -> TokenStream {
    let mut out = TokenStream::new();
    for (index, param) in cx.function.params.iter().enumerate().rev() {
        if param.passing == Passing::Value && !param.is_plain() && !is_local(cx, index) && is_owned(cx, param) {
            out.extend(attached(param, &keep(&param.name)));
        }
    }
    if let Some(receiver) = cx.function.receiver.as_ref().filter(|it| it.passing == Passing::Value && !borrows_self(cx))
    {
        out.extend(keep(&receiver.token));
    }
    out
}

/// Binds again what must be a local, and takes patterns apart, in order.
fn locals(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let mut out = TokenStream::new();
    for (index, param) in cx.function.params.iter().enumerate() {
        let (name, mutability) = (&param.name, &param.mutability);
        if is_local(cx, index) {
            let allow = (!param.generated).then(allow_shadowing);
            out.extend(attached(param, &quote_spanned!(here=> #allow let #mutability #name = #name;)));
        }
        if let Some(pattern) = &param.pattern {
            out.extend(attached(param, &quote_spanned!(here=> let #pattern = #name;)));
            let used = super::key::used_alone(cx, pattern);
            out.extend(used.iter().map(|name| attached(param, &keep(name))));
        }
    }
    out
}

/// Captures the whole of an argument and uses none of it.
pub(super) fn keep(name: &impl ToTokens) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> let _ = &#name;)
}

/// A statement about a parameter, under its `#[cfg]`s.
fn attached(param: &Param, statement: &TokenStream) -> TokenStream {
    let (cfgs, silent) = (&param.cfgs, !param.generated && param.is_silent());
    let here = Span::mixed_site();
    let allow = silent.then(|| {
        quote_spanned! {here=>
            #[allow(
                clippy::no_effect_underscore_binding,
                clippy::used_underscore_binding,
                reason = "held as long as before"
            )]
        }
    });
    quote!(#(#cfgs)* #allow #statement)
}

/// Lends the `&mut` arguments that a fallback gets back: `let a = &mut *a;`
pub(super) fn loans(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let lent = cx.function.params.iter().filter(|param| super::fallback::lends(cx, param));
    let allow = allow_shadowing();
    lent.map(|Param { name, mutability, .. }| quote_spanned!(here=> #allow let #mutability #name = &mut *#name;))
        .collect()
}

/// Above a `let` that binds a name of the user's again.
pub(super) fn allow_shadowing() -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        #[allow(clippy::shadow_reuse, clippy::shadow_same, clippy::shadow_unrelated, reason = "the same argument")]
    }
}
