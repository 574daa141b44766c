//! Running the body: in one closure, or in one async block that is awaited on the spot.
//!
//! Either is where `return` and `?` of the body lead to, so they need no rewriting. Invariants: the body is
//! passed on as it was written; an async block is never handed to another function, which would double the future's size.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::{Context, local, parenthesized, signature, tracked};
use crate::report::Spot;

/// The expression that runs the body of a function that is not async.
pub(super) fn call(cx: &Context<'_>) -> TokenStream {
    with_loans(cx, if cx.function.is_tracked() { tracked::call(cx) } else { once(cx, &turbofish(cx)) })
}

/// The expression that runs the eager part of a function that returns a future.
pub(super) fn eager(cx: &Context<'_>) -> TokenStream {
    with_loans(cx, if cx.function.is_tracked() { tracked::call(cx) } else { once(cx, &TokenStream::new()) })
}

/// `::<Output, _>`: coercions in the body work as before.
fn turbofish(cx: &Context<'_>) -> TokenStream {
    let output = &cx.output;
    quote_spanned!(Span::mixed_site()=> ::<#output, _, _>)
}

fn once(cx: &Context<'_>, turbofish: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (once, block) = (cx.path("once", here), signature::block(cx, &TokenStream::new()));
    let moving = (!signature::borrows_self(cx)).then(|| quote_spanned!(here=> move));
    let permit = local("__ewrap_permit");
    quote_spanned!(here=> #once #turbofish (&#permit, #moving || #block))
}

/// The expression that runs the body of an async function.
pub(super) fn awaited(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (absurd, Spot { last, .. }) = (cx.of_output("absurd", false), cx.spot);
    let none = parenthesized(&TokenStream::new(), last);
    let expected = quote_spanned!(here=> if false { return #absurd #none; });
    let moving = (!signature::borrows_self(cx)).then(|| quote_spanned!(here=> move));
    let block = signature::block(cx, &expected);
    with_loans(cx, inside(cx, &quote_spanned!(here=> async #moving #block)))
}

/// Awaits a future on the spot, inside the permit's call: what it calls of the same breaker is part of a probe.
pub(super) fn inside(cx: &Context<'_>, future: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (inside, pin, permit) = (cx.path("inside", here), cx.path("pin", here), local("__ewrap_permit"));
    quote_spanned!(here=> #inside(&#permit, #pin!(#future)).await)
}

fn with_loans(cx: &Context<'_>, call: TokenStream) -> TokenStream {
    let loans = signature::loans(cx);
    if loans.is_empty() { call } else { quote_spanned!(Span::mixed_site()=> { #loans #call }) }
}
