//! `backoff`: how the open timeout grows.
//!
//! `exponential(factor = 2.0, max = "10m", jitter = 0.1)`, `linear(max = "10m")`, `list("1s", "5s")`, `fixed`, or a const
//! `Backoff`. Invariant: what is given back is a const expression of the runtime's `Backoff`, and each literal has been
//! checked at its token.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprAssign, ExprCall, ExprLit, Lit, LitFloat, LitInt, LitStr, Token};

use super::literal::expression;
use crate::duration;
use crate::report::Mistake;
use crate::suggest::nearest;
use crate::words::Word;

const FORMS: [&str; 4] = ["exponential", "linear", "list", "fixed"];
const WRITE: &str = "write `backoff = exponential(factor = 2.0, max = \"10m\", jitter = 0.1)`";
/// Where the attribute says nothing: doubled each time, up to ten minutes.
const FACTOR: f64 = 2.0;
const MAX_NANOS: u64 = 600_000_000_000;

/// What a form was given.
#[derive(Default)]
struct Settings {
    factor: Option<f64>,
    max: Option<u64>,
    jitter: Option<f64>,
}

/// Reads the value of `backoff`; `private` leads to the runtime's `Backoff`.
pub(crate) fn backoff(word: &Word, value: TokenStream, private: &Ident) -> Result<TokenStream, Mistake> {
    match expression(word.name, word.example, &value)? {
        Expr::Path(path) => match path.path.get_ident() {
            Some(form) if is_lower_case(form) => alone(form, private),
            _ => Ok(value),
        },
        Expr::Call(call) => match form_of(&call) {
            Some(form) => called(&form, &call.args, private),
            None => Ok(value),
        },
        Expr::Lit(_) | Expr::Unary(_) => Err(Mistake::under(&value, format!("`backoff` has a form: {WRITE}"))),
        Expr::Closure(_) => {
            Err(Mistake::under(&value, format!("a function of the opening is no constant, and not supported: {WRITE}")))
        }
        _ => Ok(value),
    }
}

fn is_lower_case(ident: &Ident) -> bool {
    ident.to_string().chars().all(|it| it.is_lowercase() || it == '_')
}

fn form_of(call: &ExprCall) -> Option<Ident> {
    let Expr::Path(path) = &*call.func else { return None };
    path.path.get_ident().filter(|it| is_lower_case(it)).cloned()
}

fn alone(form: &Ident, private: &Ident) -> Result<TokenStream, Mistake> {
    match form.to_string().as_str() {
        "fixed" => {
            let span = here(form.span());
            Ok(quote_spanned!(span=> #private::Backoff::FIXED))
        }
        "exponential" | "linear" => called(form, &Punctuated::new(), private),
        _ => Err(unknown(form)),
    }
}

fn unknown(form: &Ident) -> Mistake {
    let word = form.to_string();
    let list = "write `list(\"1s\", \"5s\", \"1m\")`";
    let message = match (word.as_str(), nearest(&word, FORMS)) {
        ("list", _) => format!("a list has delays: {list}"),
        (_, Some(near)) => format!("unknown backoff `{word}`: did you mean `{near}`?"),
        _ => format!("unknown backoff `{word}`: there are `exponential(..)`, `linear(..)`, `list(..)` and `fixed`"),
    };
    Mistake::under(form, message)
}

fn called(form: &Ident, args: &Punctuated<Expr, Token![,]>, private: &Ident) -> Result<TokenStream, Mistake> {
    let span = here(form.span());
    let backoff = match form.to_string().as_str() {
        "list" => return list(form, args, private),
        "fixed" => {
            let Settings { jitter, .. } = settings(args, &["jitter"])?;
            let fixed = quote_spanned!(span=> #private::Backoff::FIXED);
            return Ok(with_jitter(fixed, jitter, span));
        }
        "exponential" => {
            let Settings { factor, max, jitter } = settings(args, &["factor", "max", "jitter"])?;
            let (factor, max) = (factor.unwrap_or(FACTOR), max.unwrap_or(MAX_NANOS));
            let max = quote_spanned!(span=> #private::Duration::from_nanos(#max));
            with_jitter(quote_spanned!(span=> #private::Backoff::exponential(#factor, #max)), jitter, span)
        }
        "linear" => {
            let Settings { max, jitter, .. } = settings(args, &["max", "jitter"])?;
            let max = max.unwrap_or(MAX_NANOS);
            let max = quote_spanned!(span=> #private::Duration::from_nanos(#max));
            with_jitter(quote_spanned!(span=> #private::Backoff::linear(#max)), jitter, span)
        }
        _ => return Err(unknown(form)),
    };
    Ok(backoff)
}

/// An error of the compiler about it stands where the form does.
fn here(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

fn with_jitter(backoff: TokenStream, jitter: Option<f64>, span: Span) -> TokenStream {
    match jitter {
        None => backoff,
        Some(share) => quote_spanned!(span=> #backoff.jitter(#share)),
    }
}

fn settings(args: &Punctuated<Expr, Token![,]>, known: &[&str]) -> Result<Settings, Mistake> {
    let mut settings = Settings::default();
    for arg in args {
        let Expr::Assign(ExprAssign { left, right, .. }) = arg else {
            return Err(Mistake::under(arg, format!("expected a word and its value: {WRITE}")));
        };
        let name = left.to_token_stream().to_string();
        let slot_is_free = match name.as_str() {
            _ if !known.contains(&name.as_str()) => return Err(unknown_setting(left, &name, known)),
            "factor" => settings.factor.replace(number(right, "factor", 1.0, 1000.0)?).is_none(),
            "max" => settings.max.replace(nanos(right, "max")?).is_none(),
            _ => settings.jitter.replace(number(right, "jitter", 0.0, 1.0)?).is_none(),
        };
        if !slot_is_free {
            return Err(Mistake::under(left, format!("`{name}` is given twice: remove one of the two")));
        }
    }
    Ok(settings)
}

fn unknown_setting(at: &Expr, name: &str, known: &[&str]) -> Mistake {
    let listed: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
    let message = nearest(name, known.iter().copied()).map_or_else(
        || format!("this backoff has no `{name}`: there is {}", listed.join(", ")),
        |near| format!("this backoff has no `{name}`: did you mean `{near}`?"),
    );
    Mistake::under(at, message)
}

/// A number literal within its limits.
fn number(value: &Expr, name: &str, least: f64, most: f64) -> Result<f64, Mistake> {
    let parsed = match value {
        Expr::Lit(ExprLit { lit: Lit::Float(it), .. }) => LitFloat::base10_parse::<f64>(it).ok(),
        Expr::Lit(ExprLit { lit: Lit::Int(it), .. }) => LitInt::base10_parse::<u32>(it).ok().map(f64::from),
        _ => None,
    };
    let example = if name == "factor" { "2.0" } else { "0.1" };
    let number =
        parsed.ok_or_else(|| Mistake::under(value, format!("`{name}` is a number: write `{name} = {example}`")))?;
    if (least..=most).contains(&number) {
        return Ok(number);
    }
    let shown = value.to_token_stream();
    Err(Mistake::under(value, format!("`{name} = {shown}` is out of range: it must be from {least} to {most}")))
}

/// A duration literal.
fn nanos(value: &Expr, name: &str) -> Result<u64, Mistake> {
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = value else {
        return Err(Mistake::under(value, format!("`{name}` is a duration: write for example `{name} = \"10m\"`")));
    };
    duration::parse(&LitStr::value(text)).map_err(|message| Mistake::under(value, message))
}

fn list(form: &Ident, args: &Punctuated<Expr, Token![,]>, private: &Ident) -> Result<TokenStream, Mistake> {
    let mut delays = Vec::new();
    let mut jitter = None;
    for arg in args {
        if let Expr::Assign(_) = arg {
            jitter = settings(&Punctuated::from_iter([arg.clone()]), &["jitter"])?.jitter;
        } else {
            delays.push(nanos(arg, "delay").map_err(|_| {
                Mistake::under(arg, "a list has delays in quotes: write `list(\"1s\", \"5s\", \"1m\")`")
            })?);
        }
    }
    if delays.is_empty() {
        return Err(unknown(form));
    }
    let span = here(form.span());
    let backoff = quote_spanned!(span=> #private::Backoff::list(&[#(#private::Duration::from_nanos(#delays)),*]));
    Ok(with_jitter(backoff, jitter, span))
}
