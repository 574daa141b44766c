//! The facts of each variant, as a constant; and the method that finds those of a value.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{methods, own};
use crate::error_meta::ast::{Input, Variant, unraw};
use crate::error_meta::codes::{Code, codes};
use crate::error_meta::message::Message;
use crate::error_meta::settings::Said;
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::report::{Mistakes, Spot};

/// The words that are constants, in the order in which they are set.
const CONSTANT: [Key; 10] = [
    Key::Kind,
    Key::Severity,
    Key::Retryable,
    Key::Failure,
    Key::Http,
    Key::Grpc,
    Key::Safe,
    Key::Help,
    Key::Steps,
    Key::Docs,
];

/// `&[..]`, one entry a variant.
pub(super) fn variants(input: &Input) -> TokenStream {
    let codes = codes(input, &mut Mistakes::default());
    let base = own("base");
    let name = unraw(&input.ident);
    let shared: TokenStream =
        all_words().filter(|key| is_shared(input, *key)).filter_map(|key| default(input, key)).collect();
    let facts = quote!(__ewrap::facts!(#name) #shared);
    let has_many = input.variants.len() > 1;
    let start = if has_many { quote!(#base) } else { facts.clone() };
    let entries: Vec<TokenStream> =
        input.variants.iter().zip(&codes).map(|(it, code)| entry(input, it, code.as_ref(), &start)).collect();
    let list = quote!(&[#(#entries),*]);
    if has_many { quote!({ let #base = #facts; #list }) } else { list }
}

/// What only the compiler can check: constants of the user's, which `is_own` says not to name the type's own.
///
/// Each check is a constant of its own, at the user's value: the facts stay as they are, so that one mistake is one
/// error. `list` is what `VARIANTS` is, where it can be named.
pub(super) fn checks(input: &Input, list: Option<&TokenStream>, is_own: &dyn Fn(&TokenStream) -> bool) -> TokenStream {
    let check = |name: &str, value: &TokenStream, at: &TokenStream| {
        let here = Spot::of(at).mixed().first;
        let name = syn::Ident::new(name, here);
        quote_spanned!(here=> const _: () = __ewrap::#name(#value);)
    };
    let mut out = TokenStream::new();
    let settings =
        input.variants.iter().map(|it| &it.settings).chain([&input.settings].into_iter().filter(|_| input.is_enum));
    for settings in settings {
        for (key, name) in [(Key::Http, "is_status"), (Key::Code, "is_code")] {
            match settings.get(key).map(|said| &said.value) {
                Some(Value::Const(value)) if !is_own(value) => out.extend(check(name, value, value)),
                _ => {}
            }
        }
    }
    let codes = codes(input, &mut Mistakes::default());
    let constant =
        codes.iter().flatten().find_map(|code| if let Code::Const(_, value) = code { Some(value) } else { None });
    if let (Some(list), Some(value), true) = (list, constant, input.variants.len() > 1) {
        out.extend(check("are_distinct", list, value));
    }
    out
}

fn all_words() -> impl Iterator<Item = Key> {
    CONSTANT.into_iter().chain([Key::RetryAfter])
}

/// Whether what the type says holds for every variant that does not say it itself, as a constant or not.
fn is_shared(input: &Input, key: Key) -> bool {
    input.is_enum
        && input.settings.has(key)
        && input.variants.iter().all(|variant| match variant.settings.get(key) {
            Some(own) => setter(own).is_some(),
            None => !answers_by_field(variant, key),
        })
}

fn answers_by_field(variant: &Variant, key: Key) -> bool {
    key == Key::RetryAfter && variant.fields.iter().any(|field| field.settings.has(Key::RetryAfter))
}

fn default(input: &Input, key: Key) -> Option<TokenStream> {
    input.settings.get(key).and_then(setter)
}

fn entry(input: &Input, variant: &Variant, code: Option<&Code>, start: &TokenStream) -> TokenStream {
    let place = place(input, variant);
    let transparent = input.is_transparent(variant).then(|| quote!(.transparent()));
    let words = all_words().filter_map(|key| {
        if answers_by_field(variant, key) {
            return None;
        }
        let said = if is_shared(input, key) { variant.settings.get(key) } else { input.word(variant, key) };
        said.and_then(setter)
    });
    let message = match &variant.message {
        Message::Literal(text) if input.word(variant, Key::Safe).is_none() && transparent.is_none() => {
            Some(quote!(.safe(#text)))
        }
        _ => None,
    };
    let code = code.map(|code| match code {
        Code::Text(text, _) => quote!(.code(#text)),
        Code::Const(prefix, value) => {
            let name = syn::Ident::new("code", Span::call_site().located_at(Spot::of(value).first));
            let joined = if prefix.is_empty() { value.clone() } else { quote!(__ewrap::concat!(#prefix, #value)) };
            quote!(.#name(#joined))
        }
    });
    let fields = fields(input, variant);
    let computed = methods::is_computed(input, variant).then(|| quote!(.computed()));
    quote!(#start #place #transparent #(#words)* #message #code #fields #computed.0)
}

/// Where the variant stands: every token of the call is there, so that its line is the variant's.
fn place(input: &Input, variant: &Variant) -> TokenStream {
    let here = variant.ident.span();
    if !input.is_enum {
        return quote_spanned!(here=> .here());
    }
    let mut name = Literal::string(&unraw(&variant.ident));
    name.set_span(here);
    quote_spanned!(here=> .at(#name))
}

/// Sets what was said, if it is a constant.
fn setter(said: &Said) -> Option<TokenStream> {
    let name = match said.key {
        Key::Kind => "kind",
        Key::Severity => "severity",
        Key::Retryable => "retryable",
        Key::Failure => "failure",
        Key::Http => "http",
        Key::Grpc => "grpc",
        Key::Safe => "safe",
        Key::Help => "help",
        Key::Steps => "steps",
        Key::Docs => "docs",
        _ if matches!(said.value, Value::Nanos(_)) => "nanos",
        _ => "retry_after",
    };
    let value = match &said.value {
        Value::Named(_, value) | Value::Number(_, value) | Value::Const(value) => value.clone(),
        Value::Flag(it) => quote!(#it),
        Value::Text(text) => quote!(#text),
        Value::Template(literal, template) => {
            if let Some(text) = template.plain() {
                quote!(#text)
            } else {
                quote!(#literal)
            }
        }
        Value::Nanos(nanos) => {
            let nanos = Literal::u64_unsuffixed(*nanos);
            quote!(#nanos)
        }
        Value::List(list) => quote!(&[#(#list),*]),
        _ => return None,
    };
    let name = syn::Ident::new(name, Span::call_site().located_at(Spot::of(&value).first));
    Some(quote!(.#name(#value)))
}

fn fields(input: &Input, variant: &Variant) -> Option<TokenStream> {
    let visited = variant.fields.iter().filter(|field| input.is_visited(variant, field));
    let fields: Vec<TokenStream> = visited
        .map(|field| {
            let key = field.key();
            if field.is_personal() {
                let redact =
                    if let Some(Value::Named(_, redact)) = field.settings.get(Key::Redact).map(|said| &said.value) {
                        redact.clone()
                    } else {
                        quote!(__ewrap::Redact::Full)
                    };
                quote!(__ewrap::Field::pii(#key, #redact))
            } else if field.settings.has(Key::Public) {
                quote!(__ewrap::Field::public(#key))
            } else {
                quote!(__ewrap::Field::key(#key))
            }
        })
        .collect();
    (!fields.is_empty()).then(|| quote!(.fields(&[#(#fields),*])))
}

/// `fn facts`.
pub(super) fn method(input: &Input) -> TokenStream {
    let index = match &input.variants[..] {
        [] => {
            return quote!(
                fn facts(&self) -> &'static __ewrap::Facts {
                    match *self {}
                }
            );
        }
        [_] => quote!(0),
        variants => {
            let arms = variants.iter().enumerate().map(|(at, variant)| {
                let (at, ident) = (Literal::usize_unsuffixed(at), &variant.ident);
                quote!(Self::#ident { .. } => #at,)
            });
            quote!(match self { #(#arms)* })
        }
    };
    quote! {
        fn facts(&self) -> &'static __ewrap::Facts {
            &<Self as __ewrap::ErrorCatalog>::VARIANTS[#index]
        }
    }
}
