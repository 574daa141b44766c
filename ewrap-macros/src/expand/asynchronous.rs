//! `async fn`: the body in an async block, awaited on the spot.
//!
//! Invariant: nothing but the permit, and what a fallback keeps, lives across the await beside the body.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, body, fallback, judge, local, path};
use crate::args::On;

/// The statements of the guarded body.
pub(super) fn statements(cx: &Context<'_>) -> TokenStream {
    match cx.args.on() {
        _ if cx.args.fallback.is_none() => cx.guarded(&cx.reject(), &awaited(cx)),
        On::Open => {
            let refused = fallback::refused(cx);
            cx.guarded(&fallback::awaited(cx, &refused), &awaited(cx))
        }
        On::Any | On::Failure => rescued(cx),
    }
}

/// The value of the body. A call that was cut returns its error: a fallback for rejections has no arguments any more.
fn awaited(cx: &Context<'_>) -> TokenStream {
    match &cx.args.call_timeout {
        None => body::awaited(cx),
        Some((limit, spot)) => {
            let (run, out) = (body::limited(cx, limit, *spot), local("__ewrap_out"));
            or_cut(&run, &out.to_token_stream(), &cx.reject())
        }
    }
}

/// What is done with the value of a body that was not cut, and what after the permit of one that was.
fn or_cut(limited: &TokenStream, done: &TokenStream, otherwise: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (ok, err, cut) = (path("Ok", here), path("Err", here), path("cut", here));
    let (run, out) = (local("__ewrap_run"), local("__ewrap_out"));
    let (open, permit) = (local("__ewrap_open"), local("__ewrap_permit"));
    let otherwise = (otherwise.to_string() != "()").then_some(otherwise);
    // In a statement of its own, at whose end the body is dropped.
    quote_spanned! {here=>
        {
            let #run = #limited;
            match #run {
                #ok(#out) => #done,
                #err(#open) => {
                    #cut(#permit, &#open);
                    #otherwise
                }
            }
        }
    }
}

/// Records what has been awaited.
pub(super) fn failed(cx: &Context<'_>, out: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (failed, permit) = (path("failed", here), local("__ewrap_permit"));
    let (output, judge) = (fallback::output(cx), judge::judge(cx));
    quote_spanned!(here=> #failed(#out, #permit, #output, #judge))
}

/// Run and return, or find out the cause and ask the fallback.
fn rescued(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let kept = fallback::Kept::of(cx);
    let admitted = kept.before(&|values| run_or_why(cx, values));
    let rejected = fallback::not_made(cx, &kept);
    let bound = kept.bind(&fallback::cause_pattern(cx), &cx.ask(&admitted, &rejected));
    let cause = local("__ewrap_cause");
    let answer = fallback::awaited(cx, &quote!(#cause));
    quote_spanned! {here=>
        #bound
        #answer
    }
}

/// Runs the body and returns what is no failure; gives the cause of what is one, and the clones.
fn run_or_why(cx: &Context<'_>, clones: &TokenStream) -> TokenStream {
    match &cx.args.call_timeout {
        None => fallback::caught(cx, &failed(cx, &body::awaited(cx)), clones),
        Some((limit, spot)) => {
            let out = local("__ewrap_out").to_token_stream();
            let done = fallback::caught(cx, &failed(cx, &out), clones);
            or_cut(&body::limited(cx, limit, *spot), &done, &fallback::pair(&fallback::rejection(cx), clones))
        }
    }
}
