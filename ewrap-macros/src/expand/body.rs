//! Running the body: in one closure, or in one async block that is awaited on the spot.
//!
//! Either is where `return` and `?` of the body lead to, so they need no rewriting. Invariants: the body is
//! passed on as it was written; an async block is never handed to another function, which would double the future's size.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::{Context, local, parenthesized, path, signature, tracked};
use crate::args::Timeout;
use crate::report::Spot;

/// The expression that runs the body of a function that is not async.
pub(super) fn call(cx: &Context<'_>) -> TokenStream {
    let output = &cx.output;
    let output = quote_spanned!(Span::mixed_site()=> -> #output);
    with_loans(cx, if cx.function.is_tracked() { tracked::call(cx) } else { once(cx, &output) })
}

/// The expression that runs the eager part of a function that returns a future.
pub(super) fn eager(cx: &Context<'_>) -> TokenStream {
    with_loans(cx, if cx.function.is_tracked() { tracked::call(cx) } else { once(cx, &TokenStream::new()) })
}

/// The body in a closure that the runtime calls.
pub(super) fn closure(cx: &Context<'_>) -> TokenStream {
    let output = &cx.output;
    bare(cx, &quote_spanned!(Span::mixed_site()=> -> #output))
}

/// The body in a closure that is called on the spot.
fn once(cx: &Context<'_>, output: &TokenStream) -> TokenStream {
    let (here, closure) = (Span::mixed_site(), bare(cx, output));
    let (once, permit) = (path("once", here), local("__ewrap_permit"));
    quote_spanned!(here=> #once(&#permit, #closure))
}

/// The body in a closure. With `-> Output` coercions work as before, and a missing value is told there. The bars are
/// the user's, so that the borrow checker says which variable it speaks of, as it does not in code of a macro's.
fn bare(cx: &Context<'_>, output: &TokenStream) -> TokenStream {
    let (here, there) = (Span::mixed_site(), cx.function.signature.ident.span());
    let block = signature::block(cx, &TokenStream::new());
    let moving = (!signature::borrows_self(cx)).then(|| quote_spanned!(there=> move));
    let bars = quote_spanned!(there=> ||);
    quote_spanned!(here=> #moving #bars #output #block)
}

/// The expression that runs the body of an async function.
fn awaited(cx: &Context<'_>) -> TokenStream {
    with_loans(cx, inside(&block(cx)))
}

/// The body in an async block.
pub(super) fn block(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let absurd = cx.of_output("absurd", 0, &TokenStream::new());
    // With a semicolon, or it would be the value of a body that has none.
    let expected = quote_spanned!(here=> if false { return #absurd; };);
    let (there, signature) = (cx.function.signature.ident.span(), &cx.function.signature);
    let moving = (!signature::borrows_self(cx)).then(|| quote_spanned!(there=> move));
    // A keyword where the user's own is one: an edition has none.
    let word = signature.asyncness.as_ref().map_or(here, |word| word.span.located_at(there));
    let (word, block) = (quote_spanned!(word=> async), signature::block(cx, &expected));
    quote_spanned!(here=> #word #moving #block)
}

/// Awaits the body of an async function, and does with its value what `done` says. If the call is bounded and was cut,
/// `otherwise` follows, after its permit.
pub(super) fn awaited_or(
    cx: &Context<'_>,
    done: &dyn Fn(&TokenStream) -> TokenStream,
    otherwise: &TokenStream,
) -> TokenStream {
    match limit(cx) {
        None => done(&awaited(cx)),
        Some(limit) => or_cut(&with_loans(cx, limited(&block(cx), &limit)), done, otherwise),
    }
}

/// The same for a future.
pub(super) fn future_or(
    cx: &Context<'_>,
    future: &TokenStream,
    done: &dyn Fn(&TokenStream) -> TokenStream,
    otherwise: &TokenStream,
) -> TokenStream {
    match limit(cx) {
        None => done(&inside(future)),
        Some(limit) => or_cut(&limited(future, &limit), done, otherwise),
    }
}

/// How long a call may take, all of it where it was written.
pub(super) fn limit(cx: &Context<'_>) -> Option<TokenStream> {
    let (limit, spot) = cx.args.call_timeout.as_ref()?;
    let Spot { first, last } = spot.mixed();
    let limit = match limit {
        Timeout::Nanos(nanos) => {
            let (duration, nanos) = (path("Duration", first), Literal::u64_unsuffixed(*nanos));
            let arguments = parenthesized(&quote_spanned!(first=> #nanos), last);
            quote_spanned!(first=> #duration::from_nanos #arguments)
        }
        Timeout::Expression(limit) => limit.clone(),
    };
    let checked = path("limit", first);
    let arguments = parenthesized(&limit, last);
    Some(quote_spanned!(first=> const { #checked #arguments }))
}

/// Awaits a future on the spot: `Ok` of its value, or `Err` of what cut it.
fn limited(future: &TokenStream, limit: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (limited, pin, permit) = (path("limited", here), path("pin", here), local("__ewrap_permit"));
    quote_spanned!(here=> #limited(&#permit, #pin!(#future), #limit).await)
}

/// What is done with the value of a body that was not cut, and what after the permit of one that was.
fn or_cut(limited: &TokenStream, done: &dyn Fn(&TokenStream) -> TokenStream, otherwise: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (ok, err, cut) = (path("Ok", here), path("Err", here), path("cut", here));
    let (run, out) = (local("__ewrap_run"), local("__ewrap_out"));
    let (open, permit) = (local("__ewrap_open"), local("__ewrap_permit"));
    let done = done(&out.to_token_stream());
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

/// Awaits a future on the spot, inside the permit's call: what it calls of the same breaker is part of a probe.
fn inside(future: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (inside, pin, permit) = (path("inside", here), path("pin", here), local("__ewrap_permit"));
    quote_spanned!(here=> #inside(&#permit, #pin!(#future)).await)
}

fn with_loans(cx: &Context<'_>, call: TokenStream) -> TokenStream {
    let loans = signature::loans(cx);
    if loans.is_empty() { call } else { quote_spanned!(Span::mixed_site()=> { #loans #call }) }
}
