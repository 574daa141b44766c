//! `async fn`: the body in an async block, awaited on the spot.
//!
//! Invariant: nothing but the permit, and what a fallback keeps, lives across the await beside the body.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::site::Asking;
use super::{Context, body, fallback, judge, local, path};
use crate::args::On;

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
    let (Asking { form, asked, limit }, ending, body) = (Asking::of(cx), judge::ending(cx), body::block(cx));
    let run = path(&format!("run{form}"), here);
    quote_spanned!(here=> return #run(#asked, #ending, #body #limit).await;)
}

/// Run, or ask the fallback, which gets the arguments themselves.
fn or_fallback(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let run = body::awaited(cx, &judge::ending(cx), &body::block(cx));
    let refused = fallback::awaited(cx, &fallback::refused(cx));
    let ask = cx.ask(&quote_spanned!(here=> return #run), &refused);
    quote_spanned!(here=> #ask)
}

/// Run and return, or find out the cause and ask the fallback.
fn rescued(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let kept = fallback::Kept::of(cx);
    let admitted = kept.before(&|clones| {
        let tried = body::with_loans(cx, body::awaited(cx, &judge::trying(cx), &body::block(cx)));
        fallback::caught(cx, &tried, clones)
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
