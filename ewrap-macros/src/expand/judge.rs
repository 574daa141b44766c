//! Recording: which outcome a result is.
//!
//! Without `failure_if` and `ignore` the runtime's own rule holds; with one of them a plain function is passed along
//! to the `.._by` twin of the call. Invariant: first `failure_if`, then `ignore`, then the rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Context, local, parenthesized};
use crate::args::Ignore;

/// A call that records: `path(arguments)`, or its twin with the judge.
pub(super) fn record(cx: &Context<'_>, owner: Option<&str>, name: &str, arguments: &TokenStream) -> TokenStream {
    let first = cx.spot.first;
    let (name, judge) = named(cx, name);
    let path = match owner {
        Some(owner) => {
            let (owner, name) = (cx.path(owner, first), Ident::new(&name, first));
            quote_spanned!(first=> #owner::#name)
        }
        None => cx.path(&name, first),
    };
    let arguments = parenthesized(&quote!(#arguments #judge), cx.spot.last);
    quote!(#path #arguments)
}

/// Records what a function without a fallback returned. `settle` is told the type as `rejected` is, and apart from the
/// value, so that the compiler underlines the same tokens for both and complains once.
pub(super) fn settle(cx: &Context<'_>, out: &Ident) -> TokenStream {
    let permit = local("__ewrap_permit");
    if judge(cx).is_some() {
        // What has been awaited is a result, which needs no `From<CircuitOpen>` any more.
        let name = if cx.awaits { "keep" } else { "settle" };
        return record(cx, None, name, &quote!(#out, #permit));
    }
    let settle = cx.of_output("settle", true);
    let permit = parenthesized(&permit, cx.spot.last);
    quote_spanned!(cx.spot.last=> #settle #permit.of(#out))
}

/// The name of the call, and the judge behind a comma.
fn named(cx: &Context<'_>, name: &str) -> (String, Option<TokenStream>) {
    match judge(cx) {
        Some(judge) => (format!("{name}_by"), Some(quote_spanned!(Span::mixed_site()=> , #judge))),
        None => (name.to_owned(), None),
    }
}

/// The judge, if the attribute says anything about outcomes.
fn judge(cx: &Context<'_>) -> Option<TokenStream> {
    let here = Span::mixed_site();
    let (failure_if, ignore) = (&cx.args.failure_if, &cx.args.ignore);
    if failure_if.is_none() && ignore.is_none() {
        return None;
    }
    let (result, ty, verdict) = (local("__ewrap_result"), cx.path("Result", here), cx.path("Verdict", here));
    let rule = if failure_if.is_some() {
        quote_spanned!(here=> #verdict::Success)
    } else {
        let rule = cx.path("verdict", here);
        quote_spanned!(here=> #rule(#result))
    };
    let rule = ignore.as_ref().map_or(rule.clone(), |ignore| ignored(cx, ignore, &rule));
    let judged = failure_if.as_ref().map_or(rule.clone(), |failure_if| {
        let ask = cx.path("ask", here);
        quote_spanned!(here=> if #ask(#failure_if, #result) { #verdict::Failure } else { #rule })
    });
    Some(quote_spanned!(here=> |#result: &#ty<_, _>| { return #judged; }))
}

fn ignored(cx: &Context<'_>, ignore: &Ignore, rule: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (result, ty, verdict) = (local("__ewrap_result"), cx.path("Result", here), cx.path("Verdict", here));
    let patterns = &ignore.patterns;
    let guard = ignore.guard.as_ref().map(|guard| quote_spanned!(here=> if #guard));
    quote_spanned! {here=>
        match #result {
            #ty::Err(#patterns) #guard => #verdict::Ignore,
            _ => #rule,
        }
    }
}
