//! Running the body: in one closure, or in one async block that is awaited on the spot.
//!
//! Either is where `return` and `?` of the body lead to, so they need no rewriting. Invariants: the body is
//! passed on as it was written; an async block is never handed to another function, which would double the future's size.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

use super::{Context, local, parenthesized, path, path_over, signature, tracked};
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

/// The body in a closure. With `-> Output` coercions work as before, and a missing value is told there. The bars are
/// the user's, so that the borrow checker says which variable it speaks of, as it does not in code of a macro's.
fn once(cx: &Context<'_>, output: &TokenStream) -> TokenStream {
    let (here, there) = (Span::mixed_site(), cx.function.signature.ident.span());
    let (once, block) = (path("once", here), signature::block(cx, &TokenStream::new()));
    let moving = (!signature::borrows_self(cx)).then(|| quote_spanned!(there=> move));
    let bars = quote_spanned!(there=> ||);
    let permit = local("__ewrap_permit");
    quote_spanned!(here=> #once(&#permit, #moving #bars #output #block))
}

/// The expression that runs the body of an async function.
pub(super) fn awaited(cx: &Context<'_>) -> TokenStream {
    with_loans(cx, inside(&block(cx)))
}

/// The body in an async block.
fn block(cx: &Context<'_>) -> TokenStream {
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

/// The expression that runs the body of an async function, `Ok` of its value, or `Err` of what cut it.
pub(super) fn limited(cx: &Context<'_>, limit: &Timeout, spot: Spot) -> TokenStream {
    let Spot { first, last } = spot.mixed();
    let (here, block) = (Span::mixed_site(), block(cx));
    let (limited, pin, permit) = (path_over("limited", spot.mixed()), path("pin", here), local("__ewrap_permit"));
    let (duration, checked) = (path("Duration", first), path("limit", first));
    let limit = match limit {
        Timeout::Nanos(nanos) => {
            let nanos = Literal::u64_unsuffixed(*nanos);
            quote_spanned!(first=> #duration::from_nanos(#nanos))
        }
        Timeout::Expression(limit) => quote_spanned!(first=> const { #checked(#limit) }),
    };
    let arguments = parenthesized(&quote_spanned!(here=> &#permit, #pin!(#block), #limit), last);
    with_loans(cx, quote_spanned!(here=> #limited #arguments.await))
}

/// Awaits a future on the spot, inside the permit's call: what it calls of the same breaker is part of a probe.
pub(super) fn inside(future: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (inside, pin, permit) = (path("inside", here), path("pin", here), local("__ewrap_permit"));
    quote_spanned!(here=> #inside(&#permit, #pin!(#future)).await)
}

fn with_loans(cx: &Context<'_>, call: TokenStream) -> TokenStream {
    let loans = signature::loans(cx);
    if loans.is_empty() { call } else { quote_spanned!(Span::mixed_site()=> { #loans #call }) }
}
