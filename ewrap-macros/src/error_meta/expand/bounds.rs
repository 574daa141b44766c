//! Bounds of generic types: only where a generic field is read, and only what reading it needs.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, Generics, PathArguments, Type, parse_quote};

use crate::error_meta::ast::{Field, Input, Variant};
use crate::error_meta::value::Value;
use crate::error_meta::words::Key;
use crate::tokens::find_word;

/// The generics, with the bounds that the methods need.
pub(super) fn bounded(input: &Input) -> Generics {
    let mut generics = input.generics.clone();
    let names: Vec<String> = input.generics.type_params().map(|param| param.ident.to_string()).collect();
    if names.is_empty() {
        return generics;
    }
    let mut needed = Needed { names, own: input.ident.to_string(), bounds: BTreeMap::new() };
    for variant in &input.variants {
        needed.by_fields(input, variant);
        needed.by_texts(input, variant);
    }
    let clause = generics.make_where_clause();
    for (ty, bound) in needed.bounds.into_values() {
        clause.predicates.push(parse_quote!(#ty: #bound));
    }
    if input.variants.iter().any(|variant| variant.message.is_there()) {
        // thiserror's `Display` has bounds of its own, which cannot be known here.
        clause.predicates.push(parse_quote!(Self: __ewrap::Display));
    }
    generics
}

struct Needed {
    names: Vec<String>,
    own: String,
    bounds: BTreeMap<(String, String), (TokenStream, TokenStream)>,
}

impl Needed {
    fn by_fields(&mut self, input: &Input, variant: &Variant) {
        for field in variant.fields.iter().filter(|field| input.is_visited(variant, field)) {
            if !field.settings.has(Key::With) {
                let bound = if field.settings.has(Key::Debug) { "Debug" } else { "Display" };
                self.parameters(&field.ty, bound);
            }
        }
        let source = variant.source(input).filter(|field| !field.is_personal());
        let is_source = |field: &&Field| {
            field.is_said_to_be_source() || input.is_transparent(variant) || variant.message.is_there()
        };
        if let Some(source) = source.filter(is_source) {
            self.source(&source.ty);
        }
        if let Some(field) = variant.fields.iter().find(|field| field.settings.has(Key::RetryAfter)) {
            for parameter in self.found(&field.ty) {
                self.add(parameter, quote!(__ewrap::Delay));
            }
        }
    }

    fn by_texts(&mut self, input: &Input, variant: &Variant) {
        for key in [Key::Safe, Key::Help] {
            let Some(Value::Template(_, template)) = input.word(variant, key).map(|said| &said.value) else { continue };
            for (name, bound) in template.names() {
                if let Some(field) = variant.field(name).filter(|_| !bound.is_empty()) {
                    self.parameters(&field.ty, bound);
                }
            }
        }
    }

    /// Every parameter in the type can be formatted.
    fn parameters(&mut self, ty: &Type, bound: &str) {
        let bound = format_ident!("{bound}");
        for parameter in self.found(ty) {
            self.add(parameter, quote!(__ewrap::#bound));
        }
    }

    /// The type, without pointers, is an error; a type that contains itself has a layer below if it has one.
    fn source(&mut self, ty: &Type) {
        let inner = pointee(ty);
        if self.found(inner).is_empty() || find_word(&inner.to_token_stream(), &self.own).is_some() {
            return;
        }
        self.add(inner.to_token_stream(), quote!(__ewrap::StdError + 'static));
    }

    fn add(&mut self, ty: TokenStream, bound: TokenStream) {
        self.bounds.insert((ty.to_string(), bound.to_string()), (ty, bound));
    }

    /// The parameters in a type, and the projections of them (`T::Id`).
    fn found(&self, ty: &Type) -> Vec<TokenStream> {
        if let Type::Path(path) = pointee(ty) {
            let first = path.path.segments.first().map(|first| first.ident.to_string()).unwrap_or_default();
            let is_of_parameter = path.qself.is_none() && path.path.segments.len() > 1 && self.names.contains(&first);
            if is_of_parameter || path.qself.is_some() {
                return vec![path.to_token_stream()];
            }
        }
        let mut found = Vec::new();
        self.search(ty.to_token_stream(), &mut found);
        found
    }

    fn search(&self, tokens: TokenStream, found: &mut Vec<TokenStream>) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.search(group.stream(), found),
                TokenTree::Ident(ident) if self.names.contains(&ident.to_string()) => found.push(quote!(#ident)),
                _ => {}
            }
        }
    }
}

/// The type behind references and the usual pointers. By name: it only decides what a bound is put on.
fn pointee(ty: &Type) -> &Type {
    match ty {
        Type::Reference(reference) => pointee(&reference.elem),
        Type::Paren(inner) => pointee(&inner.elem),
        Type::Group(inner) => pointee(&inner.elem),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return ty };
            let is_pointer = ["Box", "Arc", "Rc", "Option"].iter().any(|name| last.ident == name);
            match &last.arguments {
                PathArguments::AngleBracketed(of) if is_pointer && of.args.len() == 1 => match &of.args[0] {
                    GenericArgument::Type(inner) => pointee(inner),
                    _ => ty,
                },
                _ => ty,
            }
        }
        _ => ty,
    }
}
