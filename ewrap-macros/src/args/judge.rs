//! What counts as a failure: `failure_if` and `ignore`.
//!
//! Invariant: what passes here parses as a pattern or as an expression, so the generated judge is well formed.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser as _;
use syn::{Expr, Pat, Token};

use super::fallback::{end_of_parameters, head_of_closure};
use super::literal::{Sole, sole, text};
use super::split::{Argument, Given};
use crate::report::{Mistake, Spot};
use crate::tokens::unwrap_invisible;
use crate::words::Word;

/// Patterns of errors that do not count, perhaps with a guard.
pub(crate) struct Ignore {
    pub(crate) patterns: Pat,
    pub(crate) guard: Option<Expr>,
}

/// Reads `ignore(..)`.
pub(crate) fn ignore(argument: &Argument, word: &Word) -> Result<Ignore, Mistake> {
    let list = match &argument.given {
        Given::List(list) => list,
        Given::Value(value) => {
            let shown = value.to_string();
            let shown = if syn::parse2::<syn::Path>(value.clone()).is_ok() { shown.replace(' ', "") } else { shown };
            return Err(Mistake::under(
                value,
                format!(
                    "`ignore` takes patterns in parentheses: write `ignore({})`",
                    shown.trim_matches(['[', ']', '"'])
                ),
            ));
        }
    };
    let tokens = unwrap_invisible(list.stream());
    if tokens.is_empty() {
        return Err(Mistake::under(list, format!("`ignore` needs patterns: write `{}`", word.example)));
    }
    if text(&tokens).is_some() {
        return Err(Mistake::under(&tokens, format!("`ignore` takes patterns, not strings: write `{}`", word.example)));
    }
    let ignore = patterns.parse2(tokens.clone()).map_err(|error| no_pattern(&tokens, &error))?;
    match of_result(&ignore.patterns) {
        Some(mistake) => Err(mistake),
        None => Ok(ignore),
    }
}

/// `Err(..)` or `Ok(..)`, where only the error is asked about.
fn of_result(patterns: &Pat) -> Option<Mistake> {
    const WHY: &str = "`ignore` takes patterns of the error, not of the result";
    let pattern = match patterns {
        Pat::Or(or) => return or.cases.iter().find_map(of_result),
        Pat::Paren(paren) => return of_result(&paren.pat),
        Pat::TupleStruct(pattern) => pattern,
        _ => return None,
    };
    let variant = &pattern.path.segments.last()?.ident;
    let is_result = match pattern.path.segments.len() {
        1 => true,
        count => pattern.path.segments.iter().nth(count - 2).is_some_and(|owner| owner.ident == "Result"),
    };
    if is_result && variant == "Err" {
        let inner = shown(&pattern.elems.to_token_stream());
        return Some(Mistake::under(pattern, format!("{WHY}: write `ignore({inner})`")));
    }
    (is_result && variant == "Ok").then(|| Mistake::under(pattern, format!("{WHY}: an `Ok` is a success, remove it")))
}

/// A pattern as one would write it, as far as spaces go.
fn shown(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",")
}

fn patterns(input: syn::parse::ParseStream<'_>) -> syn::Result<Ignore> {
    input.parse::<Option<Token![|]>>()?;
    let patterns = Pat::parse_multi(input)?;
    let guard = if input.parse::<Option<Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
    if input.peek(Token![,]) {
        return Err(input.error("separate patterns by `|`, not by commas"));
    }
    if !input.is_empty() {
        return Err(
            input.error("this is not part of a pattern: write patterns joined by `|`, then perhaps an `if` guard")
        );
    }
    Ok(Ignore { patterns, guard })
}

fn no_pattern(tokens: &TokenStream, error: &syn::Error) -> Mistake {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    if head_of_closure(&trees).is_some_and(|bar| end_of_parameters(&trees, bar).is_some()) {
        return Mistake::under(
            tokens,
            "`ignore` takes patterns: to decide by a closure, write `failure_if = |result| ..`",
        );
    }
    let message = error.to_string();
    if message.starts_with("separate") || message.starts_with("this is not") {
        return Mistake::at(error.span(), message);
    }
    Mistake::at(error.span(), format!("`ignore` takes patterns of the error, joined by `|`: {message}"))
}

/// Reads the value of `failure_if`: a closure over `&Result<T, E>`, or a path.
pub(crate) fn failure_if(value: TokenStream) -> Result<TokenStream, Mistake> {
    const WRITE: &str = "write `failure_if = |result| ..`, or the path of a function over `&Result<T, E>`";
    let trees: Vec<TokenTree> = value.clone().into_iter().collect();
    if let Some(bar) = head_of_closure(&trees) {
        return judge_closure(value, &trees, bar);
    }
    if let Some(path) = text(&value) {
        return Err(Mistake::under(value, format!("write the path without quotes: `failure_if = {path}`")));
    }
    if !matches!(sole(&value), Sole::Other) {
        return Err(Mistake::under(value, format!("`failure_if` decides from the result: {WRITE}")));
    }
    match syn::parse2::<Expr>(value.clone()) {
        Ok(Expr::Path(_)) => Ok(value),
        Ok(Expr::Call(call)) => {
            let function = call.func.to_token_stream().to_string().replace(' ', "");
            Err(Mistake::under(
                value,
                format!("write the path only, it is called with the result: `failure_if = {function}`"),
            ))
        }
        _ => Err(Mistake::under(value, format!("`failure_if` is a closure or a path: {WRITE}"))),
    }
}

fn judge_closure(value: TokenStream, trees: &[TokenTree], bar: usize) -> Result<TokenStream, Mistake> {
    if trees[..bar].iter().any(|tree| tree.to_string() == "async") {
        return Err(Mistake::under(&trees[0], "`failure_if` decides at once: remove `async`"));
    }
    let closure: syn::ExprClosure = syn::parse2(value.clone())
        .map_err(|error| Mistake::at(error.span(), format!("the closure of `failure_if` does not parse: {error}")))?;
    if closure.inputs.len() != 1 {
        let last = end_of_parameters(trees, bar).unwrap_or(bar);
        let bars = Spot { first: trees[bar].span(), last: trees[last].span() };
        return Err(Mistake::at(bars, "the closure takes one parameter, the result: write `|result| ..`"));
    }
    Ok(value)
}
