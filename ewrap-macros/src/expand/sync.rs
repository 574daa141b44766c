//! Functions that are not async: they return a `Result`, or a boxed future, which only its type tells.
//!
//! Invariant: the same expansion serves both; what a boxed future needs is done by the runtime's traits.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Context, body, fallback, judge, local};
use crate::args::On;

/// The statements of the guarded body.
pub(super) fn statements(cx: &Context<'_>) -> TokenStream {
    match cx.args.on() {
        _ if cx.args.fallback.is_none() => cx.guarded(&cx.reject(), &body::call(cx)),
        On::Open => {
            let (output, open) = (&cx.output, local("__ewrap_open"));
            let instead = cx.path("instead", fallback::spot(cx).first);
            let turbofish = quote_spanned!(Span::mixed_site()=> ::<#output, _>);
            let answer = asked(cx, &quote!(#instead #turbofish), &quote!(#open));
            cx.guarded(&quote_spanned!(Span::mixed_site()=> return #answer), &body::call(cx))
        }
        On::Any | On::Failure => rescued(cx),
    }
}

/// Run, or do not, and let the runtime ask the fallback.
fn rescued(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (run, permit, open) = (local("__ewrap_run"), local("__ewrap_permit"), local("__ewrap_open"));
    let strict = cx.args.on() == On::Failure;
    let returned = if strict { "strict" } else { "returned" };
    let call = body::call(cx);
    let returned = judge::record(cx, Some("Run"), returned, &quote!(#call, #permit));
    let kept = fallback::Kept::of(cx);
    let admitted = kept.beside(&returned);
    let rejected = if strict {
        cx.reject()
    } else {
        let rejected = cx.path("Run", here);
        kept.moved_beside(&quote_spanned!(here=> #rejected::rejected(#open)))
    };
    let bound = kept.bind(&quote!(#run), &cx.ask(&admitted, &rejected));
    let there = fallback::spot(cx).first;
    let asked_about = Ident::new("__ewrap_run", there);
    let rescue = asked(cx, &cx.path("rescue", there), &quote!(#asked_about));
    quote_spanned! {here=>
        #bound
        return #rescue;
    }
}

/// A call of the runtime that may ask the fallback.
fn asked(cx: &Context<'_>, function: &TokenStream, about: &TokenStream) -> TokenStream {
    let here = fallback::spot(cx).last;
    let cause = local("__ewrap_cause");
    let answer = fallback::resolved(cx, &quote!(#cause));
    let parameter = if fallback::asks_why(cx) { quote!(#cause) } else { quote_spanned!(here=> _) };
    quote_spanned!(here=> #function(#about, move |#parameter| #answer))
}
