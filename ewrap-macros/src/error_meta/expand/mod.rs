//! The expansion: two `impl`s, and an entry of the list that the linker makes, in one nameless constant.
//!
//! Invariant: nothing is named but what `__private::meta` holds, through one import that nobody else would call so;
//! every binding has such a name, too. A method stands there only if the facts alone do not answer.

mod bounds;
mod convert;
mod facts;
mod link;
mod methods;
mod visit;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Lifetime};

use super::ast::{Field, Input, Variant};

/// The implementations.
pub(crate) fn expand(input: &Input) -> TokenStream {
    let (private, ident) = (input.private(), &input.ident);
    let (impl_generics, type_generics, where_clause) = input.generics.split_for_impl();
    let variants = facts::variants(input);
    let (hoisted, variants, entry) = list(input, variants);
    let bounds = bounds::bounded(input);
    let meta_where = bounds.where_clause.as_ref();
    let methods = [
        Some(facts::method(input)),
        visit::method(input),
        Some(methods::answers(input)),
        Some(methods::texts(input)),
        link::method(input),
    ];
    let from = convert::from(input);
    let allow = input.is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        #allow
        const _: () = {
            use #private as __ewrap;
            #hoisted
            #[automatically_derived]
            impl #impl_generics __ewrap::ErrorCatalog for #ident #type_generics #where_clause {
                const VARIANTS: &'static [__ewrap::Facts] = #variants;
            }
            #[automatically_derived]
            impl #impl_generics __ewrap::ErrorMeta for #ident #type_generics #meta_where {
                #(#methods)*
                __ewrap::methods!();
            }
            #entry
            #from
        };
    }
}

/// What stands before the `impl`s, the value of `VARIANTS`, and what follows: the checks, and the entry of the list.
///
/// The facts of a generic type are the same for all its instances, so they are listed, but no instance is: unless they
/// name a parameter.
fn list(input: &Input, variants: TokenStream) -> (TokenStream, TokenStream, TokenStream) {
    let ident = &input.ident;
    let names: Vec<String> = input.generics.params.iter().filter_map(name_of).chain(["Self".to_owned()]).collect();
    let is_name = |tree: &TokenTree| matches!(tree, TokenTree::Ident(ident) if names.contains(&ident.to_string()));
    let is_own = |tokens: &TokenStream| crate::tokens::find(tokens.clone(), &is_name).is_some();
    let is_generic = input.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)));
    if !is_generic && input.generics.where_clause.is_none() {
        let statics = input.generics.lifetimes().map(|_| Lifetime::new("'static", Span::call_site()));
        let ty = if input.generics.params.is_empty() { quote!(#ident) } else { quote!(#ident<#(#statics),*>) };
        let checks = facts::checks(input, Some(&quote!(<#ty as __ewrap::ErrorCatalog>::VARIANTS)), &is_own);
        return (TokenStream::new(), variants, quote!(#checks __ewrap::declare!(#ty);));
    }
    if is_own(&variants) {
        return (TokenStream::new(), variants, facts::checks(input, None, &is_own));
    }
    let checks = facts::checks(input, Some(&quote!(__EWRAP)), &is_own);
    (quote!(const __EWRAP: &[__ewrap::Facts] = #variants;), quote!(__EWRAP), quote!(#checks __ewrap::list!(__EWRAP);))
}

fn name_of(param: &GenericParam) -> Option<String> {
    match param {
        GenericParam::Type(param) => Some(param.ident.to_string()),
        GenericParam::Const(param) => Some(param.ident.to_string()),
        GenericParam::Lifetime(_) => None,
    }
}

/// A name of ours.
fn own(name: &str) -> Ident {
    Ident::new(&format!("__ewrap_{name}"), Span::mixed_site())
}

/// Matches a variant, and binds some of its fields.
fn pattern(input: &Input, variant: &Variant, used: &BTreeSet<usize>) -> TokenStream {
    let fields = used.iter().filter_map(|at| variant.fields.get(*at));
    let fields = fields.map(|Field { member, binding, .. }| quote!(#member: #binding,));
    let ident = input.is_enum.then(|| variant.ident.to_token_stream());
    if let Some(ident) = ident { quote!(Self::#ident { #(#fields)* .. }) } else { quote!(Self { #(#fields)* .. }) }
}

/// The arms of a `match` over some of the variants, and one for the rest.
fn arms(input: &Input, arms: Vec<Option<TokenStream>>, rest: &TokenStream) -> Option<TokenStream> {
    let number = input.variants.len();
    let arms: Vec<TokenStream> = arms.into_iter().flatten().collect();
    if arms.is_empty() {
        return None;
    }
    let rest = (arms.len() < number).then(|| quote!(_ => #rest,));
    Some(quote!(match self { #(#arms)* #rest }))
}
