//! What was given for a word, parsed by the word's shape.
//!
//! One function for each shape. Invariant: what is given back is valid in its place as far as tokens tell, and every
//! refusal shows what to write instead.

use proc_macro2::{Group, Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, LitStr, Token};

use super::dots;
use super::named;
use super::split::Given;
use super::template::{self, Template};
use super::words::{Key, Place, Shape, Word, look_up};
use crate::args::literal::{Sole, sole};
use crate::duration;
use crate::report::{Mistake, Spot};

/// A value.
#[derive(Clone)]
pub(crate) enum Value {
    /// The word alone, or `true`, `false`.
    Flag(bool),
    /// One of a set of names, and the constant it means.
    Named(String, TokenStream),
    /// A number in its range, and its tokens.
    Number(u16, TokenStream),
    /// A constant whose value is not known here.
    Const(TokenStream),
    /// An expression that is evaluated when it is asked for; `.field` in it is not replaced yet.
    Expression(TokenStream),
    Text(LitStr),
    Template(LitStr, Template),
    Discriminant,
    Nanos(u64),
    List(Vec<LitStr>),
    Words(Vec<(Key, Ident)>),
    Path(TokenStream),
}

/// Reads what was given for a word.
pub(crate) fn read(word: &Word, place: Place, key: &Ident, given: &Given) -> Result<Value, Mistake> {
    let shape = if place == Place::Field && word.key == Key::RetryAfter { Shape::Alone } else { word.shape };
    match (shape, given) {
        (Shape::Alone | Shape::Flag, Given::Alone) => Ok(Value::Flag(true)),
        (Shape::Alone, Given::Value(value)) => {
            Err(Mistake::under(value, format!("`{key}` takes no value: write just `{key}`")))
        }
        (Shape::Alone, Given::List(list)) => {
            Err(Mistake::under(list, format!("`{key}` takes no list: write just `{key}`")))
        }
        (Shape::Steps, Given::List(list)) => steps(word, list).map(Value::List),
        (Shape::Words, Given::List(list)) => words(list).map(Value::Words),
        (Shape::Steps | Shape::Words, Given::Value(value)) => {
            Err(Mistake::under(value, format!("`{key}` takes a list: write `{}`", word.example)))
        }
        (_, Given::Alone) => {
            let message = format!("`{key}` needs a value ({}): write `{}`", shape.shown(), word.example);
            Err(Mistake::under(key, message))
        }
        (_, Given::List(list)) => {
            Err(Mistake::under(list, format!("`{key}` takes one value: write `{}`", word.example)))
        }
        (_, Given::Value(value)) => single(shape, word, value.clone()),
    }
}

fn single(shape: Shape, word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    match shape {
        Shape::Kind => named::kind(value),
        Shape::Severity => named::severity(value),
        Shape::Grpc => named::grpc(value),
        Shape::Failure => failure(value),
        Shape::Redact => redact(value),
        Shape::All => all(value),
        Shape::Flag => flag(word, value),
        Shape::Status => status(word, value),
        Shape::Delay => delay(word, value),
        Shape::Code => code(word, value),
        Shape::Plain => plain(word, &value).map(Value::Text),
        Shape::Template => template(word, &value),
        Shape::Text => text(word, value),
        Shape::Path => crate::args::value::krate(value).map(Value::Path),
        Shape::Function => match syn::parse2::<syn::ExprPath>(value.clone()) {
            Ok(_) => Ok(Value::Path(value)),
            Err(_) => Err(wrong(word, value, "is the path of a function")),
        },
        Shape::Alone | Shape::Steps | Shape::Words => Err(wrong(word, value, "takes no such value")),
    }
}

fn wrong(word: &Word, value: impl ToTokens, what: &str) -> Mistake {
    Mistake::under(value, format!("`{}` {what}: write `{}`", word.name, word.example))
}

fn failure(value: TokenStream) -> Result<Value, Mistake> {
    let verdict = |name: &str, verdict: TokenStream| Ok(Value::Named(name.to_owned(), verdict));
    match value.to_string().as_str() {
        "true" => verdict("true", quote!(__ewrap::Verdict::Failure)),
        "false" => verdict("false", quote!(__ewrap::Verdict::Success)),
        "ignore" => verdict("ignore", quote!(__ewrap::Verdict::Ignore)),
        _ => Err(Mistake::under(value, "unknown value of `failure`: write `true`, `false` or `ignore`")),
    }
}

fn redact(value: TokenStream) -> Result<Value, Mistake> {
    let policy = |name: &str, policy: TokenStream| Ok(Value::Named(name.to_owned(), policy));
    match value.to_string().as_str() {
        "full" => policy("full", quote!(__ewrap::Redact::Full)),
        "last4" => policy("last4", quote!(__ewrap::Redact::Last4)),
        "len" => policy("len", quote!(__ewrap::Redact::Len)),
        "hash" => policy("hash", quote!(__ewrap::Redact::Hash)),
        _ => Err(Mistake::under(value, "unknown value of `redact`: write `full`, `last4`, `len` or `hash`")),
    }
}

fn all(value: TokenStream) -> Result<Value, Mistake> {
    if value.to_string() == "all" {
        return Ok(Value::Flag(true));
    }
    Err(Mistake::under(value, "unknown value of `fields`: write `fields = all`, or mark fields one by one with `key`"))
}

fn flag(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    match sole(&value) {
        Sole::Literal(Lit::Bool(literal)) => Ok(Value::Flag(literal.value)),
        Sole::Literal(_) | Sole::Negative => Err(wrong(word, value, "is `true` or `false`")),
        Sole::Other => expression(word, value),
    }
}

fn status(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    let refuse = |message: String| Err(Mistake::under(&value, message));
    match sole(&value) {
        Sole::Literal(Lit::Int(literal)) => match literal.base10_parse::<u16>() {
            Ok(status) if (100..=599).contains(&status) => Ok(Value::Number(status, value)),
            _ => refuse(format!("{literal} is no HTTP status: it must be from 100 to 599")),
        },
        Sole::Literal(Lit::Str(literal)) => {
            refuse(format!("a status is a number: write `http = {}`, without quotes", literal.value()))
        }
        Sole::Literal(_) | Sole::Negative => Err(wrong(word, &value, "is a status from 100 to 599")),
        Sole::Other => expression(word, value),
    }
}

fn delay(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    let refuse = |message: String| Err(Mistake::under(&value, message));
    match sole(&value) {
        Sole::Literal(Lit::Str(literal)) => duration::parse(&literal.value()).map(Value::Nanos).or_else(refuse),
        Sole::Literal(Lit::Int(literal)) => {
            let (digits, suffix) = (literal.base10_digits(), literal.suffix());
            let unit = if suffix.is_empty() || suffix.starts_with(['u', 'i']) { "s" } else { suffix };
            refuse(format!("`{literal}` is no duration: write `\"{digits}{unit}\"`"))
        }
        Sole::Literal(_) | Sole::Negative => Err(wrong(word, &value, "is a duration")),
        Sole::Other => expression(word, value),
    }
}

/// A constant if it is a path, else an expression.
fn expression(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    let mut has_fields = false;
    let named = dots::replace(value.clone(), &mut |_, _| {
        has_fields = true;
        quote!(field)
    });
    match syn::parse2::<Expr>(named) {
        Ok(Expr::Closure(_)) => Err(wrong(word, value, "is no closure, name the fields instead, as in `.status`")),
        Ok(Expr::Path(_) | Expr::Const(_)) if !has_fields => Ok(Value::Const(value)),
        Ok(_) => Ok(Value::Expression(value)),
        Err(_) => Err(wrong(word, value, "has a value that is not an expression")),
    }
}

fn code(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    match sole(&value) {
        Sole::Literal(_) | Sole::Negative => plain(word, &value).map(Value::Text),
        Sole::Other => match syn::parse2::<Expr>(value.clone()) {
            Ok(Expr::Path(path)) if path.path.is_ident("discriminant") => Ok(Value::Discriminant),
            Ok(Expr::Path(path)) if path.path.get_ident().is_some_and(near_discriminant) => {
                Err(Mistake::under(value, "unknown value of `code`: did you mean `discriminant`?"))
            }
            Ok(Expr::Path(_) | Expr::Macro(_) | Expr::Const(_)) => Ok(Value::Const(value)),
            _ => Err(Mistake::under(
                value,
                "a code is known at compile time: write `code = \"user.not_found\"`, or a const",
            )),
        },
    }
}

fn near_discriminant(ident: &Ident) -> bool {
    crate::suggest::nearest(&ident.to_string(), ["discriminant"]).is_some()
}

/// Text of letters, digits, `.`, `_` and `-`.
fn plain(word: &Word, value: &TokenStream) -> Result<LitStr, Mistake> {
    let name = word.name;
    let Sole::Literal(Lit::Str(literal)) = sole(value) else {
        return Err(wrong(word, value, "is text in quotes"));
    };
    let text = literal.value();
    let refuse = |message: String| Err(Mistake::under(&literal, message));
    match text.chars().find(|it| !it.is_ascii_alphanumeric() && !matches!(it, '.' | '_' | '-')) {
        _ if text.is_empty() => refuse(format!("`{name}` is empty: write `{}`", word.example)),
        Some(' ') => refuse(format!("`{name}` has a space in it: write `{name} = \"{}\"`", text.replace(' ', "_"))),
        Some(bad) => refuse(format!("`{name}` has {bad:?} in it: only letters, digits, `.`, `_` and `-` are allowed")),
        None => Ok(literal),
    }
}

fn template(word: &Word, value: &TokenStream) -> Result<Value, Mistake> {
    let Sole::Literal(Lit::Str(literal)) = sole(value) else {
        return Err(wrong(word, value, "is text in quotes"));
    };
    if literal.value().trim().is_empty() {
        return Err(wrong(word, value, "is empty"));
    }
    let template = template::parse(&literal.value()).map_err(|message| Mistake::under(value, message))?;
    Ok(Value::Template(literal, template))
}

fn text(word: &Word, value: TokenStream) -> Result<Value, Mistake> {
    match sole(&value) {
        Sole::Literal(Lit::Str(literal)) if !literal.value().trim().is_empty() => Ok(Value::Text(literal)),
        Sole::Literal(Lit::Str(_)) => Err(wrong(word, value, "is empty")),
        Sole::Literal(_) | Sole::Negative => Err(wrong(word, value, "is text in quotes")),
        Sole::Other => match syn::parse2::<Expr>(value.clone()) {
            Ok(Expr::Path(_) | Expr::Macro(_) | Expr::Const(_)) => Ok(Value::Const(value)),
            _ => Err(wrong(word, value, "is text in quotes, or a const")),
        },
    }
}

fn steps(word: &Word, list: &Group) -> Result<Vec<LitStr>, Mistake> {
    use syn::parse::Parser as _;
    let spot = Spot::of(list);
    let parsed = Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(list.stream());
    let steps: Vec<LitStr> = parsed
        .map_err(|_| Mistake::at(spot, format!("steps are texts in quotes: write `{}`", word.example)))?
        .into_iter()
        .collect();
    match steps.iter().find(|step| step.value().trim().is_empty()) {
        Some(empty) => Err(Mistake::under(empty, "a step is empty: say what to do, or remove it")),
        None if steps.is_empty() => Err(Mistake::at(spot, format!("no steps: write `{}`", word.example))),
        None => Ok(steps),
    }
}

fn words(list: &Group) -> Result<Vec<(Key, Ident)>, Mistake> {
    use syn::parse::Parser as _;
    const WRITE: &str = "write words of variants, such as `require(code, kind)`";
    let spot = Spot::of(list);
    let parsed = Punctuated::<Ident, Token![,]>::parse_terminated.parse2(list.stream());
    let names = parsed.map_err(|_| Mistake::at(spot, format!("`require` takes words: {WRITE}")))?;
    if names.is_empty() {
        return Err(Mistake::at(spot, format!("`require` requires nothing: {WRITE}")));
    }
    names
        .into_iter()
        .map(|name| match look_up(&name.to_string()) {
            Some(word) if word.places.hold(Place::Variant) && word.key != Key::Transparent => Ok((word.key, name)),
            Some(_) => Err(Mistake::under(&name, format!("`{name}` is not said of variants: {WRITE}"))),
            None => Err(Mistake::under(&name, format!("unknown word `{name}`: {WRITE}"))),
        })
        .collect()
}
