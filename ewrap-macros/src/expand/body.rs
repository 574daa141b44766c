//! Running the body: in one closure that the runtime calls, or in one async block that it polls and that is awaited on the
//! spot.
//!
//! Either is where `return` and `?` of the body lead to, so they need no rewriting. Invariant: the body is passed on as it
//! was written.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

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

/// Awaits a future that the circuit has admitted, for as long as it may take.
pub(super) fn awaited(cx: &Context<'_>, future: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (ok, permit) = (path("Ok", here), local("__ewrap_permit"));
    let limit = limit(cx).map(|limit| quote_spanned!(here=> , #limit));
    let name = if limit.is_some() { "run_within" } else { "run_asked" };
    run(cx, name, &quote_spanned!(here=> #ok(#permit), #future #limit))
}

/// Awaits a call, from the first to the last token of what is returned: of that an error about its type is to speak.
pub(super) fn run(cx: &Context<'_>, name: &str, arguments: &TokenStream) -> TokenStream {
    let Spot { first, last } = cx.spot;
    let (run, arguments) = (path(name, first), parenthesized(arguments, last));
    quote_spanned!(last=> #run #arguments.await)
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

pub(super) fn with_loans(cx: &Context<'_>, call: TokenStream) -> TokenStream {
    let loans = signature::loans(cx);
    if loans.is_empty() { call } else { quote_spanned!(Span::mixed_site()=> { #loans #call }) }
}
