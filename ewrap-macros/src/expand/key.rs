//! The key: which of a breaker's circuits a call belongs to.
//!
//! Taken in the call site's block, so before the body takes the arguments, and borrowed only. Invariant: by its form it
//! moves no argument, and nothing of it lives until the body runs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprTuple, Pat, Token};

use super::{Context, parenthesized, path};
use crate::params::bindings;
use crate::report::Spot;
use crate::scope::free_use;
use crate::tokens::mentions;

/// `Site::acquire_keyed(&SITE, &(key))`, perhaps with a registry; behind the names it takes out of patterns.
pub(super) fn acquire(cx: &Context<'_>, key: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(key).mixed();
    let (ty, views, key) = (path("Site", first), views(cx, key), reference(&parts(key)));
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

/// The key, with a reference to each part of a tuple: it would take what it is made of, and the body would miss it.
fn parts(key: &TokenStream) -> TokenStream {
    match syn::parse2(key.clone()) {
        Ok(Expr::Tuple(tuple)) => borrowed(&tuple),
        _ => key.clone(),
    }
}

fn borrowed(tuple: &ExprTuple) -> TokenStream {
    let here = Span::mixed_site().located_at(tuple.paren_token.span.join());
    let parts = tuple.elems.iter().map(|part| reference(&parts(&part.to_token_stream())));
    parenthesized(&quote_spanned!(here=> #(#parts,)*), here).into_token_stream()
}

/// The names that the key takes out of patterns, as references: the body takes the patterns apart later.
fn views(cx: &Context<'_>, key: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let mut out = TokenStream::new();
    for param in &cx.function.params {
        let Some(pattern) = &param.pattern else { continue };
        if !named(pattern, key).is_empty() {
            let (cfgs, name, view) = (&param.cfgs, &param.name, view(pattern.clone(), key));
            let statement = quote_spanned! {here=>
                #[allow(clippy::pattern_type_mismatch, reason = "the pattern is the user's, the reference is not")]
                let #view = &#name;
            };
            out.extend(quote!(#(#cfgs)* #statement));
        }
    }
    out
}

/// The names of a pattern that the key uses and the body does not: the compiler would call them unused.
pub(super) fn used_alone(cx: &Context<'_>, pattern: &Pat) -> Vec<Ident> {
    let Some(key) = &cx.args.key else { return Vec::new() };
    let body = cx.function.body.stream();
    named(pattern, key).into_iter().filter(|name| !mentions(&body, name)).collect()
}

fn named(pattern: &Pat, key: &TokenStream) -> Vec<Ident> {
    bindings(pattern).into_iter().filter(|name| free_use(key, name).is_some()).collect()
}

/// The pattern with only the names in the key, none of them bound in a way of its own: matched against a reference, each
/// becomes one.
fn view(pattern: Pat, key: &TokenStream) -> Pat {
    let each = |patterns: &mut dyn Iterator<Item = &mut Pat>| patterns.for_each(|it| *it = view(it.clone(), key));
    match pattern {
        Pat::Ident(mut it) if free_use(key, &it.ident).is_some() => {
            (it.by_ref, it.mutability) = (None, None);
            it.subpat = it.subpat.map(|(at, inner)| (at, Box::new(view(*inner, key))));
            Pat::Ident(it)
        }
        Pat::Ident(it) => it.subpat.map_or_else(any, |(_, inner)| view(*inner, key)),
        Pat::Paren(it) => view(*it.pat, key),
        Pat::Reference(it) => view(*it.pat, key),
        Pat::Tuple(mut it) => {
            each(&mut it.elems.iter_mut());
            Pat::Tuple(it)
        }
        Pat::TupleStruct(mut it) => {
            each(&mut it.elems.iter_mut());
            Pat::TupleStruct(it)
        }
        Pat::Slice(mut it) => {
            each(&mut it.elems.iter_mut());
            Pat::Slice(it)
        }
        Pat::Or(mut it) => {
            each(&mut it.cases.iter_mut());
            Pat::Or(it)
        }
        Pat::Struct(mut it) => {
            let fields = std::mem::take(&mut it.fields);
            let number = fields.len();
            it.fields = fields.into_iter().filter_map(|field| view_of_field(field, key)).collect();
            if it.fields.len() < number {
                it.rest.get_or_insert_with(rest);
            }
            Pat::Struct(it)
        }
        other => other,
    }
}

/// The same of a field, if there is anything left of it.
fn view_of_field(mut field: syn::FieldPat, key: &TokenStream) -> Option<syn::FieldPat> {
    *field.pat = view(*field.pat, key);
    match &*field.pat {
        Pat::Wild(_) => return None,
        // A short form, which only a name has.
        Pat::Ident(_) => {}
        _ => {
            field.colon_token.get_or_insert(Token![:](Span::mixed_site()));
        }
    }
    Some(field)
}

fn any() -> Pat {
    Pat::Wild(syn::PatWild { attrs: Vec::new(), underscore_token: Token![_](Span::mixed_site()) })
}

fn rest() -> syn::PatRest {
    syn::PatRest { attrs: Vec::new(), dot2_token: Token![..](Span::mixed_site()) }
}
