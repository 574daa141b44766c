//! The key: which of a breaker's circuits a call belongs to.
//!
//! Taken in the call site's block, so before the body takes the arguments, and borrowed only. Invariant: no argument is
//! moved or changed by it, and nothing of it lives until the body runs.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Pat, Token};

use super::{Context, parenthesized, path};
use crate::report::Spot;
use crate::scope::free_use;

/// `Site::acquire_keyed(&SITE, &(key))`, perhaps with a registry; behind the names it takes out of patterns.
pub(super) fn acquire(cx: &Context<'_>, key: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(key).mixed();
    let (ty, views, key) = (path("Site", first), views(cx, key), reference(key));
    match &cx.args.registry {
        None => {
            let arguments = parenthesized(&quote_spanned!(first=> &__EWRAP_SITE, #key), last);
            quote_spanned!(first=> #views #ty::acquire_keyed #arguments)
        }
        Some(registry) => {
            let registry = reference(registry);
            let arguments = parenthesized(&quote_spanned!(first=> &__EWRAP_SITE, #registry, #key), last);
            quote_spanned!(first=> #views #ty::acquire_keyed_in #arguments)
        }
    }
}

/// `&(expression)`, all of it where the expression stands.
pub(super) fn reference(expression: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(expression).mixed();
    let expression = parenthesized(expression, last);
    quote_spanned!(first=> &#expression)
}

/// The names that the key takes out of patterns, as references: the body takes the patterns apart later.
fn views(cx: &Context<'_>, key: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let mut out = TokenStream::new();
    for param in &cx.function.params {
        let Some(pattern) = &param.pattern else { continue };
        if crate::params::bindings(pattern).iter().any(|name| free_use(key, name).is_some()) {
            let (cfgs, name, view) = (&param.cfgs, &param.name, view(pattern, key));
            let statement = quote_spanned!(here=> let #view = #name;);
            out.extend(quote!(#(#cfgs)* #statement));
        }
    }
    out
}

/// The pattern, with references to what the key names and nothing else.
fn view(pattern: &Pat, key: &TokenStream) -> Pat {
    let mut pattern = pattern.clone();
    lend(&mut pattern, key);
    pattern
}

fn lend(pattern: &mut Pat, key: &TokenStream) {
    let here = Span::mixed_site();
    match pattern {
        Pat::Ident(it) if free_use(key, &it.ident).is_some() => {
            it.mutability = None;
            it.by_ref = Some(Token![ref](here));
            it.subpat.iter_mut().for_each(|(_, inner)| lend(inner, key));
        }
        Pat::Ident(it) => {
            *pattern = match it.subpat.take() {
                Some((_, mut inner)) => {
                    lend(&mut inner, key);
                    *inner
                }
                None => Pat::Wild(syn::PatWild { attrs: Vec::new(), underscore_token: Token![_](here) }),
            };
        }
        Pat::Paren(it) => lend(&mut it.pat, key),
        Pat::Reference(it) => lend(&mut it.pat, key),
        Pat::Tuple(it) => it.elems.iter_mut().for_each(|inner| lend(inner, key)),
        Pat::TupleStruct(it) => it.elems.iter_mut().for_each(|inner| lend(inner, key)),
        Pat::Slice(it) => it.elems.iter_mut().for_each(|inner| lend(inner, key)),
        Pat::Or(it) => it.cases.iter_mut().for_each(|inner| lend(inner, key)),
        Pat::Struct(it) => {
            for field in &mut it.fields {
                lend(&mut field.pat, key);
                // Only a name has a short form, and wants no other.
                if !matches!(*field.pat, Pat::Ident(_)) {
                    field.colon_token.get_or_insert(Token![:](here));
                }
            }
        }
        _ => {}
    }
}
