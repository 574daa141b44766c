//! The call site: a `static` in a block of its own, and the question it asks.
//!
//! In a block, because an item beside the body would shadow the user's names in all of it. Invariant: the chain holds
//! only what the user wrote; a site that says nothing but its name joins a breaker declared elsewhere.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::{Context, parenthesized};
use crate::args::{Args, Timeout};
use crate::report::Spot;

/// `{ static SITE: Site = ..; declare!(SITE); SITE.acquire() }`
pub(super) fn acquire(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (site, declare) = (cx.path("Site", here), cx.path("declare", here));
    let settings = settings(cx.args, here);
    let name = &cx.args.name;
    let function = cx.function.signature.ident.to_string();
    let function = Literal::string(function.strip_prefix("r#").unwrap_or(&function));
    let acquire = cx.args.registry.as_ref().map_or_else(|| quote_spanned!(here=> acquire()), acquire_in);
    quote_spanned! {here=>
        {
            static __EWRAP_SITE: #site = #site::new(#name, #function) #settings;
            #declare!(__EWRAP_SITE);
            __EWRAP_SITE.#acquire
        }
    }
}

/// `acquire_in(&(registry))`: borrowed, so that `self.registry` need not be moved, and whatever derefs to one will do.
fn acquire_in(registry: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(registry).mixed();
    let registry = parenthesized(registry, last);
    let argument = parenthesized(&quote_spanned!(first=> &#registry), last);
    quote_spanned!(first=> acquire_in #argument)
}

/// The calls that set what the user wrote, each underlined where its value stands.
fn settings(args: &Args, here: Span) -> TokenStream {
    let text = args.registry.as_ref().map(|it| Literal::string(&it.to_string()).to_token_stream());
    let (nanos, timeout) = match &args.timeout {
        Some(Timeout::Nanos(nanos)) => (Some(Literal::u64_unsuffixed(*nanos).to_token_stream()), None),
        Some(Timeout::Expression(timeout)) => (None, Some(timeout.clone())),
        None => (None, None),
    };
    let settings = [
        ("threshold", args.threshold.clone()),
        ("timeout_ns", nanos),
        ("timeout", timeout),
        ("half_open_calls", args.half_open_calls.clone()),
        ("success_threshold", args.success_threshold.clone()),
        ("in_registry", text),
    ];
    let written = settings.into_iter().filter_map(|(name, value)| Some((name, value?)));
    written.map(|(name, value)| setting(name, &value, here)).collect()
}

/// `.name(value)`
fn setting(name: &str, value: &TokenStream, here: Span) -> TokenStream {
    let Spot { first, last } = Spot::of(value).mixed();
    let (name, value) = (Ident::new(name, first), parenthesized(value, last));
    quote_spanned!(here=> .#name #value)
}
