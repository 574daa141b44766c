//! `async fn`: the body in an async block, awaited on the spot.
//!
//! Invariant: nothing but the permit, and what a fallback keeps, lives across the await beside the body.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::site::Asking;
use super::{Context, body, fallback, judge, local};
use crate::args::On;
use crate::params::Passing;

/// The statements of the guarded body.
pub(super) fn statements(cx: &Context<'_>) -> TokenStream {
    match cx.args.on() {
        _ if cx.args.fallback.is_none() => whole(cx),
        On::Open => or_fallback(cx),
        On::Any | On::Failure => rescued(cx),
    }
}

/// One call of the runtime: it asks, runs the body and records.
fn whole(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (Asking { form, asked, limit }, body) = (Asking::of(cx), body::block(cx));
    let run = body::run(cx, &format!("run{form}"), &quote_spanned!(here=> #asked, #body #limit));
    let finish = judge::finish(cx, &run);
    quote_spanned!(here=> return #finish;)
}

/// Run, or ask the fallback, which gets the arguments themselves.
fn or_fallback(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let finish = judge::finish(cx, &body::awaited(cx, &body::block(cx)));
    let refused = fallback::awaited(cx, &fallback::refused(cx));
    let permit = local("__ewrap_permit");
    let ask = cx.ask(&permit.to_token_stream(), &refused);
    // The `match` ends before the body begins, or the future would hold what it is about.
    quote_spanned!(here=> let #permit = #ask; return #finish;)
}

/// One call of the runtime, which asks the fallback too. Not where the body holds what is dropped with it: of a call that is
/// not made the runtime drops that before the fallback answers, and not when the function returns.
fn whole_or_fallback(cx: &Context<'_>) -> Option<TokenStream> {
    let here = Span::mixed_site();
    let function = cx.function;
    let is_held = |passing: Passing| passing == Passing::Value;
    if function.receiver.as_ref().is_some_and(|it| is_held(it.passing))
        || function.params.iter().any(|it| is_held(it.passing) && !it.is_plain())
    {
        return None;
    }
    let (site, judge, body) = (fallback::site_alone(cx)?, judge::judge(cx), body::block(cx));
    let output = fallback::output(cx);
    let rescued = fallback::asked(cx, "rescued", &quote_spanned!(here=> #output, #judge));
    let run = body::run(cx, "run_or", &quote_spanned!(here=> #site, #body, #rescued));
    Some(quote_spanned!(here=> return #run;))
}

/// Run and return, or find out the cause and ask the fallback.
fn rescued(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    if let Some(whole) = whole_or_fallback(cx) {
        return whole;
    }
    let kept = fallback::Kept::of(cx);
    let admitted = kept.before(&|clones| {
        let end = body::with_loans(cx, body::awaited(cx, &body::block(cx)));
        fallback::caught(cx, &judge::tried(cx, &end), clones)
    });
    let rejected = fallback::not_made(cx, &kept);
    let bound = kept.bind(&fallback::cause_pattern(cx), &cx.ask(&admitted, &rejected));
    let cause = local("__ewrap_cause");
    let answer = fallback::awaited(cx, &quote!(#cause));
    quote_spanned! {here=>
        #bound
        #answer
    }
}
