//! The call site: a `static` in a block of its own, and the question it asks.
//!
//! In a block, because an item beside the body would shadow the user's names in all of it. Invariant: the chain holds
//! only what the user wrote; a site that says nothing but its name joins a breaker declared elsewhere.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, body, key, parenthesized, path, path_over};
use crate::args::{Args, Timeout, Window};
use crate::report::Spot;

/// `{ static SITE: Site = ..; declare!(SITE); Site::acquire(&SITE) }`, by path, since a blanket trait of the user's may
/// have a method of that name.
pub(super) fn acquire(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let ty = path("Site", here);
    let acquire = match (&cx.args.key, &cx.args.registry) {
        (Some(key), _) => key::acquire(cx, key),
        (None, Some(registry)) => acquire_in(registry),
        (None, None) => quote_spanned!(here=> #ty::acquire(&__EWRAP_SITE)),
    };
    block(cx, &acquire)
}

/// What a function of the runtime is given that does all of a call: which of its forms, what asks, and the limit.
pub(super) struct Asking {
    /// None if the site asks by itself, `_asked` if that has been done, `_within` if there also is a limit.
    pub(super) form: &'static str,
    pub(super) asked: TokenStream,
    /// Behind a comma.
    pub(super) limit: Option<TokenStream>,
}

impl Asking {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let here = Span::mixed_site();
        let limit = body::limit(cx).map(|limit| quote_spanned!(here=> , #limit));
        if limit.is_none() && cx.args.key.is_none() && cx.args.registry.is_none() {
            let asked = block(cx, &quote_spanned!(here=> &__EWRAP_SITE));
            return Self { form: "", asked, limit };
        }
        Self { form: if limit.is_some() { "_within" } else { "_asked" }, asked: acquire(cx), limit }
    }
}

/// The site, and an expression about it.
fn block(cx: &Context<'_>, value: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (ty, declare, site) = (path("Site", here), path("declare", here), site(cx));
    quote_spanned! {here=>
        {
            static __EWRAP_SITE: #ty = #site;
            #declare!(__EWRAP_SITE);
            #value
        }
    }
}

/// `Site::acquire_in(&SITE, &(registry))`: borrowed, so that `self.registry` need not be moved, and whatever derefs to one will do.
fn acquire_in(registry: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(registry).mixed();
    let (ty, registry) = (path("Site", first), key::reference(registry));
    let arguments = parenthesized(&quote_spanned!(first=> &__EWRAP_SITE, #registry), last);
    quote_spanned!(first=> #ty::acquire_in #arguments)
}

/// The site, with what the user wrote.
fn site(cx: &Context<'_>) -> TokenStream {
    let (here, args) = (Span::mixed_site(), cx.args);
    let (ty, name) = (path("Site", here), name(args.name.as_ref()));
    let function = cx.function.signature.ident.to_string();
    let function = Literal::string(function.strip_prefix("r#").unwrap_or(&function));
    let mut site = quote_spanned!(here=> #ty::new(#name, #function));
    if let Some(registry) = &args.registry {
        let registry = Literal::string(&registry.to_string());
        site = quote_spanned!(here=> #ty::in_registry(#site, #registry));
    }
    let settings = settings(args);
    if settings.is_empty() {
        return site;
    }
    let ty = path("Settings", here);
    let none = quote_spanned!(here=> #ty::new());
    let settings = settings
        .into_iter()
        .fold(none, |settings, (name, value)| set("Settings", name, &settings, &value, Spot::of(&value).mixed()));
    // Of what is no literal, only the fewest calls can contradict another setting.
    let place = args.min_calls.as_ref().map_or(here.into(), |it| Spot::of(it).mixed());
    set("Site", "with", &site, &settings, place)
}

/// A literal has been checked; what is computed is checked when the site is.
fn name(name: Option<&TokenStream>) -> TokenStream {
    let Some(name) = name else { return TokenStream::new() };
    if syn::parse2::<syn::LitStr>(name.clone()).is_ok() {
        return name.clone();
    }
    let spot = Spot::of(name).mixed();
    let (checked, name) = (path_over("checked_name", spot), parenthesized(name, spot.last));
    quote!(#checked #name)
}

/// What the user wrote, and the setters for it.
fn settings(args: &Args) -> Vec<(&'static str, TokenStream)> {
    let settings = [
        args.threshold.clone().map(|it| ("threshold", it)),
        args.failure_rate.clone().map(|it| ("failure_rate", it)),
        args.slow_call.as_ref().map(|it| duration(it, "slow_call_ns", "slow_call")),
        args.slow_rate.clone().map(|it| ("slow_rate", it)),
        args.window.as_ref().map(|(it, _)| window(it)),
        args.min_calls.clone().map(|it| ("min_calls", it)),
        args.timeout.as_ref().map(|it| duration(it, "timeout_ns", "timeout")),
        args.backoff.clone().map(|it| ("backoff", it)),
        args.half_open_calls.clone().map(|it| ("half_open_calls", it)),
        args.success_threshold.clone().map(|it| ("success_threshold", it)),
    ];
    settings.into_iter().flatten().collect()
}

fn duration(value: &Timeout, nanos: &'static str, expression: &'static str) -> (&'static str, TokenStream) {
    match value {
        Timeout::Nanos(value) => (nanos, Literal::u64_unsuffixed(*value).to_token_stream()),
        Timeout::Expression(value) => (expression, value.clone()),
    }
}

fn window(value: &Window) -> (&'static str, TokenStream) {
    match value {
        Window::Calls(calls) => ("window_calls", calls.to_token_stream()),
        Window::Nanos(nanos) => ("window_ns", Literal::u64_unsuffixed(*nanos).to_token_stream()),
        Window::Expression(window) => ("window", window.clone()),
    }
}

/// `ty::name(before, value)`, all of it where `place` stands: a method call would begin at its receiver.
fn set(ty: &str, name: &str, before: &TokenStream, value: &TokenStream, place: Spot) -> TokenStream {
    let Spot { first, last } = place;
    let (ty, name) = (path(ty, first), Ident::new(name, first));
    let arguments = parenthesized(&quote_spanned!(first=> #before, #value), last);
    quote_spanned!(first=> #ty::#name #arguments)
}
