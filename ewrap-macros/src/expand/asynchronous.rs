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
        On::Open => {
            let refused = fallback::refused(cx);
            cx.guarded(&fallback::awaited(cx, &refused), &awaited(cx), judge::settle)
        }
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

/// The value of the body. A call that was cut returns its error: a fallback for rejections has no arguments any more.
fn awaited(cx: &Context<'_>) -> TokenStream {
    body::awaited_or(cx, &Clone::clone, &cx.reject())
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

/// Runs the body and returns what is no failure; gives the cause of what is one or was cut, and the clones.
fn run_or_why(cx: &Context<'_>, clones: &TokenStream) -> TokenStream {
    let caught = |out: &TokenStream| fallback::caught(cx, &failed(cx, out), clones);
    body::awaited_or(cx, &caught, &fallback::pair(&fallback::rejection(cx), clones))
}
