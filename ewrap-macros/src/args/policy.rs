//! The rates, the window they are taken over, and what these words need of each other.
//!
//! Invariant: what is given back stands in the call site's `static`; a literal has been checked against its limits and,
//! in `together`, against the literals beside it, so that the runtime's own check is left with expressions only.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, Lit, LitFloat, LitInt, LitStr};

use super::Args;
use super::literal::{Sole, sole};
use super::value::{bare_number, constant, in_range};
use crate::duration;
use crate::report::{Mistake, Mistakes, Spot};
use crate::tokens::is_punct;
use crate::words::{MAX_CALLS, Word, look_up};

/// What the rates are taken over.
pub(crate) enum Window {
    Calls(LitInt),
    Nanos(u64),
    /// A const `Window`.
    Expression(TokenStream),
}

/// The runtime's limits of a window that is a time, and how messages show them.
const SHORTEST: (u64, &str) = (1_000_000, "1ms");
const LONGEST: (u64, &str) = (365 * 86_400_000_000_000, "365d");

/// The runtime's default.
const DEFAULT_WINDOW: u32 = 100;

/// A share above 0, up to 1, or a const expression.
pub(crate) fn rate(word: &Word, value: TokenStream) -> Result<TokenStream, Mistake> {
    let Word { name, example, .. } = word;
    let refuse = |message: String| Err(Mistake::under(&value, message));
    match sole(&value) {
        Sole::Literal(Lit::Float(literal)) => float(name, &literal).map(|()| value),
        Sole::Literal(Lit::Int(literal)) => integer(name, &literal),
        Sole::Literal(Lit::Str(literal)) => refuse(quoted_share(name, example, literal.value().trim())),
        Sole::Negative => {
            let shown = value.to_string().replace(' ', "");
            refuse(format!("`{name} = {shown}` is too small: {RANGE}"))
        }
        Sole::Literal(_) => refuse(format!("`{name}` is a share: write `{example}`")),
        Sole::Other => match percent_sign(&value) {
            Some(number) => refuse(percentage(name, &number).unwrap_or_else(|| range(name, &number))),
            None => constant(name, example, &value).map(|_| value),
        },
    }
}

const RANGE: &str = "it must be above 0, and at most 1";

fn range(name: &str, number: &str) -> String {
    let is_small = number.parse::<f64>().is_ok_and(|number| number <= 0.0);
    format!("`{name} = {number}` is too {}: {RANGE}", if is_small { "small" } else { "large" })
}

fn float(name: &str, literal: &LitFloat) -> Result<(), Mistake> {
    let digits = literal.base10_digits();
    let refuse = |message: String| Err(Mistake::under(literal, message));
    if !literal.suffix().is_empty() && literal.suffix() != "f64" {
        return refuse(format!("remove `{}`: write `{name} = {digits}`", literal.suffix()));
    }
    match digits.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(()),
        // Less than that may be a share that someone got wrong.
        Ok(share) if share >= 10.0 => refuse(percentage(name, digits).unwrap_or_else(|| range(name, digits))),
        _ => refuse(range(name, digits)),
    }
}

/// An integer is a percentage, except for 1, which is all of them.
fn integer(name: &str, literal: &LitInt) -> Result<TokenStream, Mistake> {
    let digits = literal.base10_digits();
    let refuse = |message: String| Err(Mistake::under(literal, message));
    match (literal.suffix(), digits) {
        ("", "0") => refuse(range(name, digits)),
        ("", "1") => {
            let mut one = Literal::f64_unsuffixed(1.0);
            one.set_span(literal.span());
            Ok(one.into_token_stream())
        }
        ("" | "percent", _) => refuse(percentage(name, digits).unwrap_or_else(|| range(name, digits))),
        (suffix, "1") => refuse(format!("remove `{suffix}`: write `{name} = 1.0`")),
        (suffix, _) => refuse(
            percentage(name, digits)
                .unwrap_or_else(|| format!("a share has no `{suffix}`: write a number above 0, and at most 1")),
        ),
    }
}

/// What to say about a percentage.
fn percentage(name: &str, number: &str) -> Option<String> {
    let percent: f64 = number.replace('_', "").parse().ok()?;
    let is_one = percent > 0.0 && percent <= 100.0;
    // By way of the text, which has no error of a division in it.
    let share: f64 = format!("{percent}e-2").parse().ok().filter(|_| is_one)?;
    Some(format!("`{name}` is a share, not a percentage: write `{name} = {share:?}`"))
}

fn quoted_share(name: &str, example: &str, text: &str) -> String {
    let number = text.trim_end_matches("percent").trim_end_matches('%').trim_end();
    match number.parse::<f64>() {
        Ok(share) if number == text && share > 0.0 && share <= 1.0 => {
            format!("`{name}` is a number: write `{name} = {share:?}`, without quotes")
        }
        Ok(_) => percentage(name, number).unwrap_or_else(|| range(name, number)),
        Err(_) => format!("`{name}` is a share: write `{example}`"),
    }
}

/// The number of `50 %`.
fn percent_sign(value: &TokenStream) -> Option<String> {
    let trees: Vec<TokenTree> = value.clone().into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Literal(number), sign] if is_punct(Some(sign), '%') => Some(number.to_string()),
        _ => None,
    }
}

/// A number of calls, a time in quotes, or a const `Window`.
pub(crate) fn window(word: &Word, value: TokenStream) -> Result<Window, Mistake> {
    let Word { name, example, .. } = word;
    let refuse = |message: String| Err(Mistake::under(&value, message));
    match sole(&value) {
        Sole::Literal(Lit::Int(literal)) if matches!(literal.suffix(), "s" | "ms" | "us" | "ns" | "m" | "h" | "d") => {
            refuse(bare_number(&literal))
        }
        Sole::Literal(Lit::Int(literal)) => in_range(name, MAX_CALLS, &literal).map(|()| Window::Calls(literal)),
        Sole::Literal(Lit::Str(literal)) => time(name, &literal).map(Window::Nanos).or_else(refuse),
        Sole::Literal(Lit::Float(_)) => {
            refuse(format!("`{name}` is a whole number of calls, or a time: write `{example}`, or `{name} = \"10s\"`"))
        }
        Sole::Negative => {
            let shown = value.to_string().replace(' ', "");
            refuse(format!("`{name} = {shown}` is too small: it must be from 1 to {MAX_CALLS} calls, or a time"))
        }
        Sole::Literal(_) => {
            refuse(format!("`{name}` is a number of calls, or a time: write `{example}`, or `{name} = \"10s\"`"))
        }
        Sole::Other => match constant(name, example, &value)? {
            Expr::Call(call) if is_duration(&call.func) => {
                let shown = value.to_string().replace(' ', "");
                refuse(format!("a window is made of a duration: write `{name} = Window::time({shown})`"))
            }
            _ => Ok(Window::Expression(value)),
        },
    }
}

fn time(name: &str, literal: &LitStr) -> Result<u64, String> {
    let text = literal.value();
    let calls = text.trim().trim_end_matches("calls").trim_end();
    if !calls.is_empty() && calls.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
        return Err(if calls == text.trim() {
            format!("\"{text}\" has no unit: write `{name} = {calls}` for calls, or `{name} = \"{calls}s\"` for a time")
        } else {
            format!("`{name}` in calls is a number: write `{name} = {calls}`")
        });
    }
    let limits = format!("it must be from \"{}\" to \"{}\"", SHORTEST.1, LONGEST.1);
    match duration::parse_from(&text, SHORTEST.1)? {
        nanos if nanos < SHORTEST.0 => Err(format!("a window of \"{text}\" is too short: {limits}")),
        nanos if nanos > LONGEST.0 => Err(format!("a window of \"{text}\" is too long: {limits}")),
        nanos => Ok(nanos),
    }
}

/// Whether this is a function of `Duration`.
fn is_duration(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    path.path.segments.iter().rev().nth(1).is_some_and(|owner| owner.ident == "Duration")
}

/// What these words need of each other; `about` holds every word that was given, well or badly.
pub(crate) fn together(args: &Args, about: &[&str], mistakes: &mut Mistakes) {
    let example = |word| look_up(word).map_or("", |word| word.example);
    if let (Some(rate), false) = (&args.slow_rate, about.contains(&"slow_call")) {
        let add = example("slow_call");
        mistakes.push(Mistake::under(rate, format!("`slow_rate` needs to know which calls are slow: add `{add}`")));
    }
    let has_rate = about.contains(&"failure_rate") || about.contains(&"slow_rate");
    let window = args.window.as_ref().map(|(_, spot)| ("window", "is what a rate is taken over", *spot));
    let least = args.min_calls.as_ref().map(|calls| ("min_calls", "is what a rate needs", Spot::of(calls)));
    for (word, purpose, spot) in window.into_iter().chain(least).filter(|_| !has_rate) {
        let add = example("failure_rate");
        mistakes.push(Mistake::at(spot, format!("`{word}` {purpose}, and there is none: add `{add}`, or remove it")));
    }
    mistakes.extend(never_met(args, about).filter(|_| has_rate));
}

/// More calls than the window holds.
fn never_met(args: &Args, about: &[&str]) -> Option<Mistake> {
    let least = args.min_calls.as_ref()?;
    let calls: u32 = syn::parse2::<LitInt>(least.clone()).ok()?.base10_parse().ok()?;
    let (window, which) = match &args.window {
        Some((Window::Calls(window), _)) => (window.base10_parse().ok()?, "the window"),
        None if !about.contains(&"window") => (DEFAULT_WINDOW, "the default window"),
        _ => return None,
    };
    (calls > window).then(|| {
        let message = format!(
            "`min_calls = {calls}` is above {which} of {window} calls, so no rate is ever judged: write at most {window}, or a larger `window`"
        );
        Mistake::under(least, message)
    })
}
