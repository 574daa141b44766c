//! `visit`: the fields of each variant, handed out by reference.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::{arms, own, pattern};
use crate::error_meta::ast::{Field, Input, Variant};
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::report::Spot;

/// `fn visit`, if any field is shown.
pub(super) fn method(input: &Input) -> Option<TokenStream> {
    let each = input.variants.iter().map(|variant| arm(input, variant)).collect();
    let body = arms(input, each, &quote!({}))?;
    let (visitor, facts) = (own("v"), own("d"));
    Some(quote! {
        fn visit<'__ewrap>(&'__ewrap self, #visitor: &mut dyn __ewrap::Visitor<'__ewrap>) {
            let #facts = __ewrap::ErrorMeta::facts(self).fields;
            #body
        }
    })
}

fn arm(input: &Input, variant: &Variant) -> Option<TokenStream> {
    let visited = variant.fields.iter().enumerate().filter(|(_, field)| input.is_visited(variant, field));
    let (used, fields): (_, Vec<&Field>) = visited.unzip();
    if fields.is_empty() {
        return None;
    }
    let pattern = pattern(input, variant, &used);
    let puts = fields.into_iter().enumerate().map(|(at, field)| put(at, field));
    Some(quote!(#pattern => { #(#puts)* }))
}

fn put(at: usize, field: &Field) -> TokenStream {
    let (visitor, facts, at) = (own("v"), own("d"), Literal::usize_unsuffixed(at));
    let (binding, here) = (&field.binding, Spot::of(&field.ty).mixed().first);
    let how = if field.settings.has(Key::Display) {
        Some(quote!(, display))
    } else if field.settings.has(Key::Debug) {
        Some(quote!(, debug))
    } else if let Some(Value::Path(path)) = field.settings.get(Key::With).map(|said| &said.value) {
        Some(quote!(, with = #path))
    } else {
        None
    };
    quote_spanned!(here=> __ewrap::put!(#visitor, #facts[#at], #binding #how);)
}
