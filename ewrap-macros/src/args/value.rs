//! Names, numbers, durations, registries and the path of the facade.
//!
//! One function for each shape of value. Invariant: what is given back stands in the call site's `static` as it is,
//! and a literal has been checked against its limits here, at its token.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, Lit, LitInt, LitStr};

use super::literal::{Sole, expression, sole, text};
use crate::duration;
use crate::report::Mistake;
use crate::tokens::{is_ident, is_punct};
use crate::words::Word;

/// The longest name, in bytes: it travels in metrics and logs.
const MAX_NAME: usize = 128;

/// How long the circuit stays open, or a call may take, or takes if it is not slow.
#[derive(Debug)]
pub(crate) enum Timeout {
    Nanos(u64),
    /// A const `Duration`.
    Expression(TokenStream),
}

/// A string literal, or something that may be a const path.
pub(crate) fn name(value: TokenStream) -> Result<TokenStream, Mistake> {
    const WRITE: &str = "write a string literal, `name = \"db\"`, or the path of a `const`";
    match sole(&value) {
        Sole::Literal(Lit::Str(literal)) => literal_name(&literal).map(|()| value),
        Sole::Literal(Lit::ByteStr(_) | Lit::CStr(_)) => {
            Err(Mistake::under(value, "a name is a plain string: remove the prefix, `name = \"db\"`"))
        }
        Sole::Negative | Sole::Literal(_) => {
            let message =
                format!("a name is a string: write `name = \"{}\"`", value.to_string().replace(['\'', ' '], ""));
            Err(Mistake::under(value, message))
        }
        Sole::Other => match expression("name", "name = \"db\"", &value)? {
            Expr::Macro(call) if call.mac.path.is_ident("format") => {
                Err(Mistake::under(value, format!("a name is known at compile time, `format!` is not: {WRITE}")))
            }
            Expr::Path(_) | Expr::Macro(_) => Ok(value),
            Expr::MethodCall(call) if text(&call.receiver.to_token_stream()).is_some() => {
                let literal = call.receiver.to_token_stream();
                Err(Mistake::under(value, format!("a name is a `&'static str`: write just `name = {literal}`")))
            }
            Expr::Call(call) if call.args.len() == 1 && text(&call.args.to_token_stream()).is_some() => {
                let literal = call.args.to_token_stream();
                Err(Mistake::under(value, format!("a name is a `&'static str`: write just `name = {literal}`")))
            }
            _ => Err(Mistake::under(value, format!("a name is known at compile time: {WRITE}"))),
        },
    }
}

fn literal_name(literal: &LitStr) -> Result<(), Mistake> {
    let name = literal.value();
    let refuse = |message: String| Err(Mistake::under(literal, message));
    if !literal.suffix().is_empty() {
        return refuse(format!("remove `{}`: a name is a plain string", literal.suffix()));
    }
    if name.trim().is_empty() {
        return refuse("the name is empty: name the dependency that may fail, such as `\"db\"`".to_owned());
    }
    if name.len() > MAX_NAME {
        return refuse(format!("the name has {} bytes, at most {MAX_NAME} are allowed", name.len()));
    }
    if let Some(control) = name.chars().find(|character| character.is_control()) {
        return refuse(format!("the name contains the control character {control:?}: remove it"));
    }
    if name.trim() != name {
        return refuse(format!("the name begins or ends with a space: write `\"{}\"`", name.trim()));
    }
    Ok(())
}

/// An integer from 1 to `max`, or a const expression.
pub(crate) fn count(word: &Word, max: u32, value: TokenStream) -> Result<TokenStream, Mistake> {
    let Word { name, example, .. } = word;
    match sole(&value) {
        Sole::Literal(Lit::Int(literal)) => in_range(name, max, &literal).map(|()| value),
        Sole::Literal(Lit::Str(literal)) if literal.value().trim().parse::<u64>().is_ok() => Err(Mistake::under(
            &value,
            format!("`{name}` is a number: write `{name} = {}`, without quotes", literal.value().trim()),
        )),
        Sole::Literal(Lit::Float(_)) => {
            Err(Mistake::under(&value, format!("`{name}` is a whole number: write `{example}`")))
        }
        Sole::Negative => {
            let shown = value.to_string().replace(' ', "");
            Err(Mistake::under(&value, format!("`{name} = {shown}` is too small: it must be from 1 to {max}")))
        }
        Sole::Literal(_) => Err(Mistake::under(&value, format!("`{name}` is a number: write `{example}`"))),
        Sole::Other => constant(name, example, &value).map(|_| value),
    }
}

pub(super) fn in_range(name: &str, max: u32, literal: &LitInt) -> Result<(), Mistake> {
    let digits = literal.base10_digits();
    if !literal.suffix().is_empty() && literal.suffix() != "u32" {
        return Err(Mistake::under(literal, format!("remove `{}`: write `{name} = {digits}`", literal.suffix())));
    }
    match literal.base10_parse::<u32>() {
        Ok(0) => Err(Mistake::under(literal, format!("`{name} = 0` is too small: it must be from 1 to {max}"))),
        Ok(number) if number <= max => Ok(()),
        _ => Err(Mistake::under(literal, format!("`{name} = {digits}` is too large: it must be from 1 to {max}"))),
    }
}

/// Whether an expression may stand in a `static`, as far as its form tells.
pub(super) fn constant(word: &str, example: &str, value: &TokenStream) -> Result<Expr, Mistake> {
    let refuse = |message: String| Err(Mistake::under(value, message));
    match expression(word, example, value)? {
        Expr::Closure(_) => refuse(format!("`{word}` is not a closure: write `{example}`")),
        Expr::Async(_) | Expr::Await(_) => refuse(format!("`{word}` is known at compile time: write `{example}`")),
        expression => Ok(expression),
    }
}

/// `"60s"`, or a const `Duration`.
pub(crate) fn timeout(word: &Word, value: TokenStream) -> Result<Timeout, Mistake> {
    let Word { name, example, .. } = word;
    match sole(&value) {
        Sole::Literal(Lit::Str(literal)) => {
            duration::parse(&literal.value()).map(Timeout::Nanos).map_err(|message| Mistake::under(&value, message))
        }
        Sole::Literal(Lit::Int(literal)) => Err(Mistake::under(&value, bare_number(&literal))),
        Sole::Literal(Lit::Float(literal)) => Err(Mistake::under(
            &value,
            format!("`{literal}` has no unit, and a fraction: write whole numbers, such as `\"1s 500ms\"`"),
        )),
        Sole::Negative => {
            Err(Mistake::under(&value, format!("a duration is above zero: write for example `{example}`")))
        }
        Sole::Literal(_) => {
            Err(Mistake::under(&value, format!("`{name}` is a duration: write for example `{example}`")))
        }
        Sole::Other => {
            constant(name, example, &value)?;
            Ok(Timeout::Expression(value))
        }
    }
}

pub(super) fn bare_number(literal: &LitInt) -> String {
    let (digits, suffix) = (literal.base10_digits(), literal.suffix());
    if suffix.is_empty() || suffix.starts_with(['u', 'i']) {
        format!("`{literal}` has no unit: write `\"{digits}s\"`")
    } else {
        format!("a duration with a unit needs quotes: write `\"{digits}{suffix}\"`")
    }
}

/// An expression over the arguments.
pub(crate) fn registry(value: TokenStream) -> Result<TokenStream, Mistake> {
    const WRITE: &str = "write `registry = self.registry`";
    match sole(&value) {
        Sole::Other => expression("registry", "registry = self.registry", &value).map(|_| value),
        _ => Err(Mistake::under(value, format!("`registry` is an expression that gives a `Registry`: {WRITE}"))),
    }
}

/// The path of the facade: absolute, because the attribute may stand in any module.
pub(crate) fn krate(value: TokenStream) -> Result<TokenStream, Mistake> {
    if let Some(path) = text(&value) {
        return Err(Mistake::under(
            value,
            format!("a path takes no quotes: write `crate = ::{}`", path.trim_start_matches("::")),
        ));
    }
    let path: syn::Path = syn::parse2(value.clone())
        .map_err(|_| Mistake::under(&value, "`crate` is the path of the facade: write `crate = ::ewrap`"))?;
    let first = value.clone().into_iter().next();
    let is_absolute =
        is_punct(first.as_ref(), ':') || is_ident(first.as_ref(), "crate") || is_ident(first.as_ref(), "$crate");
    if is_absolute { Ok(value) } else { Err(Mistake::under(value, relative(&path))) }
}

fn relative(path: &syn::Path) -> String {
    const WHY: &str = "the path must be absolute, because names mean something else in each module";
    let shown = path.to_token_stream().to_string().replace(' ', "");
    if path.segments.first().is_some_and(|first| first.ident == "self" || first.ident == "super") {
        return format!("{WHY}: write it from the crate's root, `crate = crate::path::to::ewrap`");
    }
    format!("{WHY}: write `crate = ::{shown}` for a crate, or `crate = crate::{shown}` for a re-export")
}
