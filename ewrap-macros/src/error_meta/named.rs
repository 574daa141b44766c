//! Values with names: kinds, severities, gRPC codes.
//!
//! A single word that is all capitals, or a path of several, is a constant of the user's. Invariant: any other word must
//! be a known name, so that a misspelled one is a mistake of the derive and not of the compiler.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Expr, Lit};

use super::value::Value;
use crate::args::literal::{Sole, sole};
use crate::report::Mistake;
use crate::suggest::nearest;

pub(crate) const KINDS: &[&str] = &[
    "Unknown",
    "Validation",
    "NotFound",
    "Permission",
    "Database",
    "Network",
    "Configuration",
    "Internal",
    "External",
    "Timeout",
    "Unavailable",
    "Conflict",
    "RateLimited",
    "Unauthenticated",
    "Cancelled",
];

const SEVERITIES: &[&str] = &["Info", "Warning", "Error", "Critical"];

/// By number.
const GRPC: &[&str] = &[
    "Ok",
    "Cancelled",
    "Unknown",
    "InvalidArgument",
    "DeadlineExceeded",
    "NotFound",
    "AlreadyExists",
    "PermissionDenied",
    "ResourceExhausted",
    "FailedPrecondition",
    "Aborted",
    "OutOfRange",
    "Unimplemented",
    "Internal",
    "Unavailable",
    "DataLoss",
    "Unauthenticated",
];

/// Names of other libraries and protocols.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("Forbidden", "Permission"),
    ("PermissionDenied", "Permission"),
    ("Unauthorized", "Unauthenticated"),
    ("BadRequest", "Validation"),
    ("InvalidInput", "Validation"),
    ("InvalidArgument", "Validation"),
    ("Canceled", "Cancelled"),
    ("TooManyRequests", "RateLimited"),
    ("RateLimit", "RateLimited"),
    ("DeadlineExceeded", "Timeout"),
    ("AlreadyExists", "Conflict"),
    ("Config", "Configuration"),
    ("Db", "Database"),
    ("Io", "Network"),
    ("Warn", "Warning"),
    ("Fatal", "Critical"),
    ("Other", "Unknown"),
];

pub(crate) fn kind(value: TokenStream) -> Result<Value, Mistake> {
    if let Ok(Expr::Call(call)) = syn::parse2::<Expr>(value.clone()) {
        let is_custom = matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Custom"));
        if is_custom {
            return custom(&call.args.to_token_stream());
        }
    }
    if value.to_string() == "Custom" {
        return Err(Mistake::under(value, "a kind of your own has a name: write `kind = Custom(\"fraud\")`"));
    }
    one_of("kind", "ErrorKind", KINDS, value)
}

fn custom(argument: &TokenStream) -> Result<Value, Mistake> {
    const WRITE: &str = "write `kind = Custom(\"fraud\")`";
    match sole(argument) {
        Sole::Literal(Lit::Str(literal)) if !literal.value().trim().is_empty() => {}
        Sole::Other if syn::parse2::<syn::ExprPath>(argument.clone()).is_ok() => {}
        _ => return Err(Mistake::under(argument, format!("the name of a kind is text: {WRITE}"))),
    }
    Ok(Value::Const(quote!(__ewrap::ErrorKind::Custom(#argument))))
}

pub(crate) fn severity(value: TokenStream) -> Result<Value, Mistake> {
    one_of("severity", "Severity", SEVERITIES, value)
}

pub(crate) fn grpc(value: TokenStream) -> Result<Value, Mistake> {
    if let Sole::Literal(Lit::Int(literal)) = sole(&value) {
        let name = literal.base10_parse::<usize>().ok().and_then(|number| GRPC.get(number));
        return match name {
            Some(name) => {
                let ident = format_ident!("{name}");
                Ok(Value::Named((*name).to_owned(), quote!(__ewrap::GrpcCode::#ident)))
            }
            None => {
                Err(Mistake::under(literal.to_token_stream(), format!("{literal} is no gRPC code: they are 0 to 16")))
            }
        };
    }
    one_of("grpc", "GrpcCode", GRPC, value)
}

/// A name of the set, or the path of a constant.
fn one_of(word: &str, ty: &str, names: &[&str], value: TokenStream) -> Result<Value, Mistake> {
    let shown = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if let Sole::Literal(Lit::Str(literal)) = sole(&value) {
        let meant = near(&literal.value(), names).map_or_else(|| names[1].to_owned(), str::to_owned);
        return Err(Mistake::under(value, format!("`{word}` takes a name, not text: write `{word} = {meant}`")));
    }
    let Ok(Expr::Path(path)) = syn::parse2::<Expr>(value.clone()) else {
        let message =
            format!("`{word}` is known at compile time: write one of {}, or the path of a const", shown(names));
        return Err(Mistake::under(value, message));
    };
    let segments = &path.path.segments;
    let last = segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    if segments.len() > 1 {
        let is_ours = segments.len() >= 2 && segments[segments.len() - 2].ident == ty && names.contains(&last.as_str());
        return Ok(if is_ours { Value::Named(last, value) } else { Value::Const(value) });
    }
    if names.contains(&last.as_str()) {
        let (ty, name) = (format_ident!("{ty}"), &segments[0].ident);
        return Ok(Value::Named(last, quote!(__ewrap::#ty::#name)));
    }
    if !last.chars().any(char::is_lowercase) && near_screaming(&last, names).is_none() {
        return Ok(Value::Const(value));
    }
    let noun = if word == "grpc" { "gRPC code" } else { word };
    let message = match near(&last, names) {
        Some(meant) => format!("unknown {noun} `{last}`: did you mean `{meant}`?"),
        None => format!("unknown {noun} `{last}`: there are {}", shown(names)),
    };
    Err(Mistake::under(value, message))
}

/// `NOT_FOUND` and `UNAVAILABLE` are names in another spelling.
fn near_screaming<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    names.iter().find(|known| known.to_uppercase() == name.replace('_', "")).copied()
}

fn near<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let joined: String = name.split(['_', '-', ' ']).collect();
    let same = names.iter().find(|known| known.eq_ignore_ascii_case(&joined)).copied();
    let other = OTHER_NAMES.iter().find(|(other, _)| other.eq_ignore_ascii_case(&joined)).map(|(_, own)| *own);
    let other = other.and_then(|own| names.iter().find(|known| **known == own).copied());
    same.or(other).or_else(|| nearest(name, names.iter().copied()))
}
