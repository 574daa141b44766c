//! The code of each variant: its own, or its discriminant, behind the prefix.
//!
//! Asked by the checks, which collect what is wrong, and by the expansion. Invariant: discriminants are counted as the
//! compiler counts them, or not at all.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, Lit, UnOp};

use super::ast::{Input, Variant};
use super::settings::Said;
use super::value::Value;
use super::words::Key;
use crate::report::{Mistake, Mistakes, Spot};

/// A code.
#[derive(Debug)]
pub(crate) enum Code {
    Text(String, Spot),
    /// A constant behind a prefix.
    Const(String, TokenStream),
}

/// The codes of the variants, in order.
pub(crate) fn codes(input: &Input, mistakes: &mut Mistakes) -> Vec<Option<Code>> {
    let mut next = Ok(0);
    let mut codes = Vec::new();
    for variant in &input.variants {
        let discriminant = variant.discriminant.as_ref().map_or_else(|| next.clone(), number);
        next = discriminant.clone().map(|it| it + 1);
        let said = input.word(variant, Key::Code);
        codes.push(said.and_then(|said| mistakes.keep(code(input, variant, said, discriminant))));
    }
    codes
}

fn code(
    input: &Input,
    variant: &Variant,
    said: &Said,
    discriminant: Result<i128, TokenStream>,
) -> Result<Code, Mistake> {
    let prefix = match input.word(variant, Key::CodePrefix).map(|said| &said.value) {
        Some(Value::Text(prefix)) => prefix.value(),
        _ => String::new(),
    };
    match &said.value {
        Value::Text(text) => Ok(Code::Text(prefix + &text.value(), Spot::of(text))),
        Value::Const(value) => Ok(Code::Const(prefix, value.clone())),
        _ if !input.is_enum => {
            let message = "a struct has no discriminant: write `code = \"user.not_found\"`";
            Err(Mistake::under(&said.word, message))
        }
        _ => match discriminant {
            Ok(number) => Ok(Code::Text(format!("{prefix}{number}"), Spot::of(&variant.ident))),
            Err(tokens) => {
                let message = "`code = discriminant` needs a discriminant that is a literal: write the number";
                Err(Mistake::under(tokens, message))
            }
        },
    }
}

/// The number that a discriminant is; or its tokens, if they do not tell.
fn number(value: &Expr) -> Result<i128, TokenStream> {
    let unknown = || value.to_token_stream();
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().map_err(|_| unknown()),
            Lit::Byte(byte) => Ok(byte.value().into()),
            _ => Err(unknown()),
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => number(&unary.expr).map(|it| -it),
        Expr::Group(group) => number(&group.expr),
        Expr::Paren(group) => number(&group.expr),
        _ => Err(unknown()),
    }
}

/// Codes that are there twice, and words about codes that mean nothing.
pub(crate) fn check(input: &Input, mistakes: &mut Mistakes) {
    let shared = input.settings.get(Key::Code).filter(|said| !matches!(said.value, Value::Discriminant));
    let takers = input.variants.iter().filter(|it| !it.settings.mentions(Key::Code) && !input.is_transparent(it));
    if let Some(shared) = shared.filter(|_| takers.count() > 1) {
        let message = "all variants would have this code: write `code` on each, or `code = discriminant` here";
        mistakes.push(Mistake::under(&shared.word, message));
        return;
    }
    let codes = codes(input, mistakes);
    let mut seen: Vec<(&str, Spot)> = Vec::new();
    for code in codes.iter().flatten() {
        let Code::Text(text, spot) = code else { continue };
        if let Some((_, first)) = seen.iter().find(|(other, _)| other == text) {
            mistakes.push(Mistake::at(*spot, format!("the code \"{text}\" is given twice: change one of the two")));
            mistakes.push(Mistake::at(*first, format!("the code \"{text}\" is given here first")));
        } else {
            seen.push((text, *spot));
        }
    }
    let any = input.variants.iter().any(|it| it.settings.mentions(Key::Code)) || input.settings.mentions(Key::Code);
    if let Some(prefix) = input.settings.get(Key::CodePrefix).filter(|_| !any && !input.variants.is_empty()) {
        mistakes.push(Mistake::under(&prefix.word, "a prefix of nothing: no variant has a `code`"));
    }
}
