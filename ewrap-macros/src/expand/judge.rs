//! Recording: which outcome a result is.
//!
//! Without `failure_if` and `ignore` the error itself decides; with one of them a plain function is passed along.
//! Invariant: first `failure_if`, then `ignore`, then what the error says.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Context, body, erase, fallback, local, parenthesized, path, path_over};
use crate::args::Ignore;
use crate::report::Spot;

/// Records what a function returned that falls back on rejected calls at most. The calls are told the type as
/// `rejected` is, and apart from the value, so that the compiler underlines the same tokens and complains once.
pub(super) fn settle(cx: &Context<'_>, out: &Ident) -> TokenStream {
    let name = if cx.args.fallback.is_none() { "settle" } else { "keep" };
    settled(cx, out, name, None)
}

/// The same where it may be a future, which is bounded if the attribute says so.
pub(super) fn settle_within(cx: &Context<'_>, out: &Ident) -> TokenStream {
    let Some(limit) = body::limit(cx) else { return settle(cx, out) };
    let name = if cx.args.fallback.is_none() { "settle_within" } else { "keep_within" };
    settled(cx, out, name, Some(&quote_spanned!(cx.spot.last=> , #limit)))
}

fn settled(cx: &Context<'_>, out: &Ident, name: &str, limit: Option<&TokenStream>) -> TokenStream {
    let (permit, judge) = (local("__ewrap_permit"), judge(cx));
    let settle = cx.of_output(name, 3, &quote_spanned!(cx.spot.last=> #permit, #judge #limit));
    quote_spanned!(cx.spot.last=> #settle.of(#out))
}

/// What is made of the end of an awaited call, if no fallback answers for its failure.
pub(super) fn finish(cx: &Context<'_>, end: &TokenStream) -> TokenStream {
    // A call that is cut has its error.
    let has_error = cx.args.fallback.is_none() || cx.args.call_timeout.is_some();
    let (name, judge) = (if has_error { "finish" } else { "finish_admitted" }, judge(cx));
    cx.of_output(name, 3, &quote_spanned!(cx.spot.last=> #end, #judge))
}

/// What is made of it if a fallback does.
pub(super) fn tried(cx: &Context<'_>, end: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (tried, output, judge) = (path("tried", here), fallback::output(cx), judge(cx));
    quote_spanned!(here=> #tried(#end, #output, #judge))
}

/// The judge; if the attribute says nothing about outcomes, the error itself.
pub(super) fn judge(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (failure_if, ignore) = (&cx.args.failure_if, &cx.args.ignore);
    if failure_if.is_none() && ignore.is_none() {
        return rule(cx);
    }
    let (result, ty, verdict) = (local("__ewrap_result"), path("Result", here), path("Verdict", here));
    let rule = if failure_if.is_some() {
        quote_spanned!(here=> #verdict::Success)
    } else {
        let rule = rule(cx);
        quote_spanned!(here=> #rule(#result))
    };
    let rule = ignore.as_ref().map_or(rule.clone(), |ignore| ignored(ignore, &rule));
    let judged = failure_if.as_ref().map_or(rule.clone(), |failure_if| {
        let spot = Spot::of(failure_if).mixed();
        let (ask, arguments) = (path_over("ask", spot), parenthesized(&quote!(#failure_if, #result), spot.last));
        quote_spanned!(here=> if #ask #arguments { #verdict::Failure } else { #rule })
    });
    quote_spanned!(here=> |#result: &#ty<_, _>| { return #judged; })
}

/// What the error says, if it has metadata; else every `Err` is a failure. The compiler finds out by the type, so an
/// error whose type is hidden has nothing to say.
fn rule(cx: &Context<'_>) -> TokenStream {
    let Spot { first, last } = cx.spot;
    let (listen, judge) = (path("Listen", first), Ident::new("judge", last));
    let output = erase::with_same_error(cx.judged).unwrap_or_else(erase::unit);
    quote_spanned!(first=> #listen::<#output>::#judge)
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
