//! Functions that are not async: they return a `Result`, or a boxed future, which only its type tells.
//!
//! Invariant: the same expansion serves both; what a boxed future needs is done by the runtime's traits.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::site::Asking;
use super::{Context, body, fallback, judge, local, parenthesized, path, path_over};
use crate::args::On;
use crate::report::Spot;

/// The statements of the guarded body.
pub(super) fn statements(cx: &Context<'_>) -> TokenStream {
    let (timely, guarded) = (timely(cx), guarded(cx));
    quote!(#timely #guarded)
}

/// Asks whether there is a future to cut, which only the type tells. The question stands where the limit does.
fn timely(cx: &Context<'_>) -> Option<TokenStream> {
    let (_, spot) = cx.args.call_timeout.as_ref()?;
    let (Spot { first, last }, here) = (spot.mixed(), Span::mixed_site());
    let asked = local("__ewrap_output");
    // With the bounds of what follows, so that a type that will not do is told once.
    let output = if cx.args.fallback.is_some() { fallback::output(cx) } else { fallback::strict_output(cx) };
    let (timely, at_last) = (path_over("timely", spot.mixed()), Ident::new("__ewrap_output", last));
    let arguments = parenthesized(&quote_spanned!(first=> &#at_last), last);
    Some(quote_spanned!(here=> let #asked = #output; #timely #arguments;))
}

fn guarded(cx: &Context<'_>) -> TokenStream {
    match cx.args.on() {
        _ if cx.args.fallback.is_none() && cx.function.is_tracked() => {
            cx.guarded(&cx.reject(), &body::call(cx), judge::settle_within)
        }
        _ if cx.args.fallback.is_none() => whole(cx),
        On::Open => {
            let (open, output) = (local("__ewrap_open"), fallback::output(cx));
            let answer = fallback::asked(cx, "instead", &quote!(#open, #output));
            cx.guarded(&quote_spanned!(Span::mixed_site()=> return #answer), &body::call(cx), judge::settle_within)
        }
        On::Any | On::Failure => rescued(cx),
    }
}

/// One call of the runtime: it asks, runs the body and records.
fn whole(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (Asking { form, asked, limit }, judge, body) = (Asking::of(cx), judge::judge(cx), body::closure(cx));
    let inferred = if form.is_empty() { 3 } else { 4 };
    let call = cx.of_output(&format!("call{form}"), inferred, &quote_spanned!(here=> #asked, #judge, #body #limit));
    quote_spanned!(here=> return #call;)
}

/// Run, or do not, and let the runtime ask the fallback: in one call of it, unless body and fallback share arguments.
fn rescued(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    if let Some(site) = fallback::site_alone(cx) {
        let (output, judge, body) = (fallback::output(cx), judge::judge(cx), body::closure(cx));
        let call = fallback::asked(cx, "call_or", &quote_spanned!(here=> #site, #output, #judge, #body));
        return quote_spanned!(here=> return #call;);
    }
    let (run, permit, open) = (local("__ewrap_run"), local("__ewrap_permit"), local("__ewrap_open"));
    let (ok, err, call) = (path("Ok", here), path("Err", here), body::call(cx));
    let kept = fallback::Kept::of(cx);
    let admitted = kept.beside(&quote_spanned!(here=> #ok((#call, #permit))));
    let rejected =
        if cx.args.on() == On::Failure { cx.reject() } else { kept.moved_beside(&quote_spanned!(here=> #err(#open))) };
    let bound = kept.bind(&quote!(#run), &cx.ask(&admitted, &rejected));
    let (output, judge) = (fallback::output(cx), judge::judge(cx));
    let rescue = match body::limit(cx) {
        None => fallback::asked(cx, "rescue", &quote_spanned!(here=> #run, #output, #judge)),
        Some(limit) => fallback::asked(cx, "rescue_within", &quote_spanned!(here=> #run, #output, #judge, #limit)),
    };
    quote_spanned! {here=>
        #bound
        return #rescue;
    }
}
