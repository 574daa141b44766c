//! Recording: which outcome a result is.
//!
//! Without `failure_if` and `ignore` the runtime's own rule holds; with one of them a plain function is passed along. Invariant: first `failure_if`, then `ignore`, then the rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, local, parenthesized, path, path_over};
use crate::args::Ignore;
use crate::report::Spot;

/// Records what a function returned that falls back on rejected calls at most. The calls are told the type as
/// `rejected` is, and apart from the value, so that the compiler underlines the same tokens and complains once.
pub(super) fn settle(cx: &Context<'_>, out: &Ident) -> TokenStream {
    let name = if cx.args.fallback.is_none() { "settle" } else { "keep" };
    let permit = local("__ewrap_permit");
    let settle = match judge(cx) {
        Some(judge) => cx.of_output(&format!("{name}_by"), 3, &quote_spanned!(cx.spot.last=> #permit, #judge)),
        None => cx.of_output(name, 1, &permit.to_token_stream()),
    };
    quote_spanned!(cx.spot.last=> #settle.of(#out))
}

/// The judge; if the attribute says nothing about outcomes, the runtime's own.
pub(super) fn judge_or_rule(cx: &Context<'_>) -> TokenStream {
    judge(cx).unwrap_or_else(|| path("verdict", Span::mixed_site()))
}

/// The judge, if the attribute says anything about outcomes.
fn judge(cx: &Context<'_>) -> Option<TokenStream> {
    let here = Span::mixed_site();
    let (failure_if, ignore) = (&cx.args.failure_if, &cx.args.ignore);
    if failure_if.is_none() && ignore.is_none() {
        return None;
    }
    let (result, ty, verdict) = (local("__ewrap_result"), path("Result", here), path("Verdict", here));
    let rule = if failure_if.is_some() {
        quote_spanned!(here=> #verdict::Success)
    } else {
        let rule = path("verdict", here);
        quote_spanned!(here=> #rule(#result))
    };
    let rule = ignore.as_ref().map_or(rule.clone(), |ignore| ignored(ignore, &rule));
    let judged = failure_if.as_ref().map_or(rule.clone(), |failure_if| {
        let spot = Spot::of(failure_if).mixed();
        let (ask, arguments) = (path_over("ask", spot), parenthesized(&quote!(#failure_if, #result), spot.last));
        quote_spanned!(here=> if #ask #arguments { #verdict::Failure } else { #rule })
    });
    Some(quote_spanned!(here=> |#result: &#ty<_, _>| { return #judged; }))
}

fn ignored(ignore: &Ignore, rule: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (result, err, verdict) = (local("__ewrap_result"), path("Err", here), path("Verdict", here));
    let patterns = &ignore.patterns;
    let guard = ignore.guard.as_ref().map(|guard| quote_spanned!(here=> if #guard));
    quote_spanned! {here=>
        match #result {
            #err(#patterns) #guard => #verdict::Ignore,
            _ => #rule,
        }
    }
}
