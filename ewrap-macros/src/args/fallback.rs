//! What answers in place of a call: a path or a closure, and when.
//!
//! Closures are read at the token level: their head (`async`, `move`, parameters) is understood, their body is kept as
//! it is. Invariant: a closure that passes here takes exactly one parameter.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprPath};

use super::literal::{Sole, sole, text};
use crate::report::{Mistake, Spot};
use crate::suggest::nearest;
use crate::tokens::{is_ident, is_punct};
use crate::words::{FALLBACK_ON, Word};

/// When the fallback answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Any,
    Failure,
    Open,
}

impl On {
    /// Whether the fallback can run after the body took the arguments.
    pub(crate) fn after_failure(self) -> bool {
        self != Self::Open
    }
}

pub(crate) enum Fallback {
    Path(FallbackPath),
    Closure(Closure),
}

/// A function that is called with the arguments of the annotated one.
pub(crate) struct FallbackPath {
    pub(crate) path: ExprPath,
    /// Whether it begins with `Self` (or `<Self as ..>`) and so gets the receiver.
    pub(crate) of_self: bool,
}

/// A closure over the cause.
pub(crate) struct Closure {
    /// The closure, made `move`.
    pub(crate) tokens: TokenStream,
    /// Its parameter, between the bars.
    pub(crate) parameter: TokenStream,
    /// What follows the parameter.
    pub(crate) body: TokenStream,
    pub(crate) spot: Spot,
}

/// Reads the value of `fallback`.
pub(crate) fn fallback(value: TokenStream) -> Result<Fallback, Mistake> {
    let trees: Vec<TokenTree> = value.clone().into_iter().collect();
    if let Some(bar) = head_of_closure(&trees) {
        return closure(&trees, bar).map(Fallback::Closure);
    }
    if let Some(path) = text(&value) {
        return Err(Mistake::under(value, format!("write the path without quotes: `fallback = {path}`")));
    }
    if !matches!(sole(&value), Sole::Other) {
        let shown = value.to_string().replace(' ', "");
        return Err(Mistake::under(
            value,
            format!("a fallback computes its answer: write `fallback = |_| Ok({shown})`"),
        ));
    }
    match syn::parse2::<Expr>(value.clone()) {
        Ok(Expr::Path(path)) => path_fallback(path).map(Fallback::Path),
        Ok(other) => Err(Mistake::under(&value, not_a_path(&other))),
        Err(_) => Err(Mistake::under(
            value,
            "a fallback is a path, `fallback = path::to::function`, or a closure, `fallback = |cause| ..`",
        )),
    }
}

fn path_fallback(path: ExprPath) -> Result<FallbackPath, Mistake> {
    if path.path.is_ident("None") || path.path.is_ident("none") {
        return Err(Mistake::under(path, "without a fallback, leave `fallback` out"));
    }
    if path.path.is_ident("self") || path.path.is_ident("Self") {
        return Err(Mistake::under(path, "this is not a function: write `fallback = Self::function`"));
    }
    let of_self = match &path.qself {
        Some(qself) => qself.ty.to_token_stream().to_string() == "Self",
        None => {
            path.path.segments.first().is_some_and(|segment| segment.ident == "Self" && path.path.segments.len() > 1)
        }
    };
    Ok(FallbackPath { path, of_self })
}

/// What to write instead of an expression that is no path.
fn not_a_path(expr: &Expr) -> String {
    match expr {
        Expr::Call(call) => {
            let function = call.func.to_token_stream().to_string().replace(' ', "");
            format!(
                "write the path only, it is called with the arguments of this function: `fallback = {function}`; or a closure, `fallback = |cause| ..`"
            )
        }
        Expr::MethodCall(call) if call.receiver.to_token_stream().to_string() == "self" => {
            format!(
                "write the path only, it is called with the receiver and the arguments: `fallback = Self::{}`",
                call.method
            )
        }
        Expr::Field(field) if field.base.to_token_stream().to_string() == "self" => {
            format!("write the path of the method: `fallback = Self::{}`", field.member.to_token_stream())
        }
        Expr::Reference(reference) => {
            format!(
                "write the path without `&`: `fallback = {}`",
                reference.expr.to_token_stream().to_string().replace(' ', "")
            )
        }
        Expr::Async(_) => "an async block needs the cause in front: `fallback = |cause| async move { .. }`".to_owned(),
        Expr::Closure(_) => "the closure is not understood: write `fallback = |cause| ..`".to_owned(),
        Expr::Macro(_) | Expr::Block(_) => {
            "put the cause in front, to make it a closure: `fallback = |cause| ..`".to_owned()
        }
        _ => "a fallback is a path, `fallback = path::to::function`, or a closure, `fallback = |cause| ..`".to_owned(),
    }
}

/// The index of the first bar, if `trees` are a closure.
pub(crate) fn head_of_closure(trees: &[TokenTree]) -> Option<usize> {
    let bar = trees.iter().take_while(|tree| is_ident(Some(tree), "async") || is_ident(Some(tree), "move")).count();
    is_punct(trees.get(bar), '|').then_some(bar)
}

/// The index of the bar that closes the parameters.
pub(crate) fn end_of_parameters(trees: &[TokenTree], bar: usize) -> Option<usize> {
    trees.iter().skip(bar + 1).position(|tree| is_punct(Some(tree), '|')).map(|at| at + bar + 1)
}

fn closure(trees: &[TokenTree], bar: usize) -> Result<Closure, Mistake> {
    let all: TokenStream = trees.iter().cloned().collect();
    let Some(end) = end_of_parameters(trees, bar) else {
        return Err(Mistake::under(all, "the closure has no second `|`: write `fallback = |cause| ..`"));
    };
    let parameter: TokenStream = trees[bar + 1..end].iter().cloned().collect();
    let body: TokenStream = trees[end + 1..].iter().cloned().collect();
    let bars = Spot { first: trees[bar].span(), last: trees[end].span() };
    one_parameter(&parameter, bars)?;
    if body.is_empty() {
        return Err(Mistake::at(bars, "the closure has no body: write `fallback = |cause| ..`"));
    }
    syn::parse2::<Expr>(all.clone())
        .map_err(|error| Mistake::at(error.span(), format!("the fallback closure does not parse: {error}")))?;
    Ok(Closure { tokens: moving(trees, bar), parameter, body, spot: Spot::of(all) })
}

/// The closure, taking what it uses: it may be called after this function has returned.
fn moving(trees: &[TokenTree], bar: usize) -> TokenStream {
    let (head, tail) = trees.split_at(bar);
    let is_move = head.iter().any(|tree| is_ident(Some(tree), "move"));
    let add = (!is_move).then(|| quote_spanned!(proc_macro2::Span::mixed_site()=> move));
    quote!(#(#head)* #add #(#tail)*)
}

fn one_parameter(parameters: &TokenStream, bars: Spot) -> Result<(), Mistake> {
    use syn::parse::Parser as _;
    use syn::punctuated::Punctuated;
    let parser =
        |input: syn::parse::ParseStream<'_>| Punctuated::<ClosureParameter, syn::Token![,]>::parse_terminated(input);
    let message = match parser.parse2(parameters.clone()).map(|found| found.len()) {
        Ok(1) => return Ok(()),
        Ok(0) => "the closure takes the cause: write `|cause| ..` (or `|_| ..`)",
        Ok(_) => {
            "the closure takes one parameter, the cause: write `|cause| ..`; the arguments of the function may be used inside it"
        }
        Err(_) => "the parameter is not understood: write `|cause| ..` or `|cause: ewrap::Cause<E>| ..`",
    };
    Err(Mistake::at(bars, message))
}

/// A pattern, perhaps with a type.
struct ClosureParameter;

impl syn::parse::Parse for ClosureParameter {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        syn::Pat::parse_single(input)?;
        if input.parse::<Option<syn::Token![:]>>()?.is_some() {
            input.parse::<syn::Type>()?;
        }
        Ok(Self)
    }
}

/// Other words for the values of `fallback_on`.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("any", &["both", "always", "all", "everything"]),
    ("failure", &["error", "err", "failed", "errors", "failures", "Err"]),
    ("open", &["rejected", "rejection", "circuit_open", "opened", "reject", "Rejected", "Open"]),
];

/// Reads the value of `fallback_on`.
pub(crate) fn on(word: &Word, value: TokenStream) -> Result<On, Mistake> {
    let written = value.to_string();
    match written.as_str() {
        "any" => return Ok(On::Any),
        "failure" => return Ok(On::Failure),
        "open" => return Ok(On::Open),
        _ => {}
    }
    let bare = text(&value).unwrap_or(written);
    let other = OTHER_WORDS.iter().find(|(_, words)| words.contains(&bare.as_str())).map(|(own, _)| *own);
    let message = if FALLBACK_ON.contains(&bare.as_str()) {
        format!("write the word without quotes: `fallback_on = {bare}`")
    } else if let Some(meant) = other.or_else(|| nearest(&bare, FALLBACK_ON.iter().copied())) {
        format!("unknown value of `{}`: did you mean `{meant}`?", word.name)
    } else {
        format!("unknown value of `{}`: write `any`, `failure` or `open`", word.name)
    };
    Err(Mistake::under(value, message))
}
