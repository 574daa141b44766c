//! The methods whose answers depend on the value: expressions, fields that hold a time, templates with placeholders.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;

use super::{arms, own, pattern};
use crate::error_meta::ast::{Input, Variant};
use crate::error_meta::dots;
use crate::error_meta::settings::Said;
use crate::error_meta::template::Template;
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::report::Spot;

/// `retryable`, `http`, `retry_after`.
pub(super) fn answers(input: &Input) -> TokenStream {
    let answer = |key, name: TokenStream, ty: TokenStream, by: TokenStream| {
        let each = input.variants.iter().map(|variant| answer(input, variant, key, &by)).collect();
        let body = arms(input, each, &quote!(__ewrap::ErrorMeta::facts(self).#name))?;
        Some(quote!(fn #name(&self) -> __ewrap::Option<__ewrap::#ty> { #body }))
    };
    [
        answer(Key::Retryable, quote!(retryable), quote!(bool), quote!(retryable)),
        answer(Key::Http, quote!(http), quote!(u16), quote!(status)),
        answer(Key::RetryAfter, quote!(retry_after), quote!(Duration), quote!(delay)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether one of these methods answers for this variant.
pub(super) fn is_computed(input: &Input, variant: &Variant) -> bool {
    let by_expression = |key| matches!(input.word(variant, key), Some(Said { value: Value::Expression(_), .. }));
    variant.fields.iter().any(|field| field.settings.has(Key::RetryAfter))
        || [Key::Retryable, Key::Http, Key::RetryAfter].into_iter().any(by_expression)
}

fn answer(input: &Input, variant: &Variant, key: Key, by: &TokenStream) -> Option<TokenStream> {
    let mut used = BTreeSet::new();
    let field = variant.fields.iter().position(|field| key == Key::RetryAfter && field.settings.has(key));
    let body = if let Some(at) = field {
        used.insert(at);
        let (binding, here) = (&variant.fields[at].binding, Spot::of(&variant.fields[at].ty).mixed().first);
        quote_spanned!(here=> __ewrap::#by(#binding))
    } else {
        let Value::Expression(tokens) = &input.word(variant, key)?.value else { return None };
        let value = dots::replace(tokens.clone(), &mut |name, spot| bind(variant, name, spot, &mut used));
        // From the first token to the last, so that the compiler underlines the whole.
        let Spot { first, last } = Spot::of(tokens).mixed();
        let mut value = Group::new(Delimiter::Parenthesis, value);
        value.set_span(last);
        quote_spanned!(first=> __ewrap::#by(&#value))
    };
    let pattern = pattern(input, variant, &used);
    Some(quote!(#pattern => #body,))
}

/// The field itself, as a place.
fn bind(variant: &Variant, name: &str, spot: Spot, used: &mut BTreeSet<usize>) -> TokenStream {
    let Some(at) = variant.fields.iter().position(|field| field.name == name) else { return TokenStream::new() };
    used.insert(at);
    let mut binding = variant.fields[at].binding.clone();
    let here = spot.mixed().last;
    binding.set_span(here);
    quote_spanned!(here=> (*#binding))
}

/// `safe_fmt`, `help_fmt`.
pub(super) fn texts(input: &Input) -> TokenStream {
    let f = own("f");
    let text = |key, method: TokenStream, fact: TokenStream| {
        let each = input.variants.iter().map(|variant| text(input, variant, key)).collect();
        let body = arms(input, each, &quote!(__ewrap::text(__ewrap::ErrorMeta::facts(self).#fact, #f)))?;
        Some(quote! {
            fn #method(&self, #f: &mut __ewrap::Formatter<'_>) -> __ewrap::FmtResult { #body }
        })
    };
    [text(Key::Safe, quote!(safe_fmt), quote!(safe)), text(Key::Help, quote!(help_fmt), quote!(help))]
        .into_iter()
        .flatten()
        .collect()
}

fn text(input: &Input, variant: &Variant, key: Key) -> Option<TokenStream> {
    let Value::Template(literal, template) = &input.word(variant, key)?.value else { return None };
    if template.plain().is_some() {
        return None;
    }
    let f = own("f");
    let position = |name: &str| variant.fields.iter().position(|field| field.name == name);
    let used = template.names().into_iter().filter_map(|(name, _)| position(name)).collect();
    let format = format(literal, template, &|name| {
        position(name).map(|at| variant.fields[at].binding.to_string()).unwrap_or_default()
    });
    let pattern = pattern(input, variant, &used);
    Some(quote!(#pattern => #f.write_fmt(__ewrap::format_args!(#format)),))
}

/// The format string, which captures our bindings, at the place of the user's.
fn format(literal: &LitStr, template: &Template, rename: &dyn Fn(&str) -> String) -> Literal {
    let mut format = Literal::string(&template.renamed(rename));
    format.set_span(Span::mixed_site().located_at(literal.span()));
    format
}
