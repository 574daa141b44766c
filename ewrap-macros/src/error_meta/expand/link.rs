//! `link`: the layer below.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{arms, pattern};
use crate::error_meta::ast::{Input, Variant};
use crate::error_meta::words::Key;
use crate::report::Spot;

/// `fn link`, if any variant has a source. A personal source hides itself and all below it.
pub(super) fn method(input: &Input) -> Option<TokenStream> {
    let each = input.variants.iter().map(|variant| arm(input, variant)).collect();
    let body = arms(input, each, &quote!(__ewrap::None))?;
    Some(quote!(fn link(&self) -> __ewrap::Option<__ewrap::Link<'_>> { #body }))
}

fn arm(input: &Input, variant: &Variant) -> Option<TokenStream> {
    let source = variant.source(input).filter(|field| !field.is_personal())?;
    let at = variant.fields.iter().position(|field| field.member == source.member)?;
    let pattern = pattern(input, variant, &BTreeSet::from([at]));
    let is_certain = source.is_said_to_be_source()
        || input.is_transparent(variant)
        || (source.name == "source" && variant.message.is_there() && !source.settings.has(Key::Skip))
        || variant.fields.len() == 1 && variant.message.is_there();
    let (binding, here) = (&source.binding, Spot::of(&source.ty).mixed().first);
    let find = if is_certain { quote!(below) } else { quote!(below_if) };
    Some(quote_spanned!(here=> #pattern => __ewrap::#find!(#binding),))
}
