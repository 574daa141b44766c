//! The call site: a `static` in a block of its own, and the question it asks.
//!
//! In a block, because an item beside the body would shadow the user's names in all of it. Invariant: the chain holds
//! only what the user wrote; a site that says nothing but its name joins a breaker declared elsewhere.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, body, key, parenthesized, path, path_over};
use crate::args::literal::{Sole, sole};
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
        if let Some(asked) = alone(cx) {
            return Self { form: "", asked, limit };
        }
        Self { form: if limit.is_some() { "_within" } else { "_asked" }, asked: acquire(cx), limit }
    }
}

/// The site itself, if the runtime needs nothing else to ask it, and there is no limit.
pub(super) fn alone(cx: &Context<'_>) -> Option<TokenStream> {
    let is_alone = cx.args.call_timeout.is_none() && cx.args.key.is_none() && cx.args.registry.is_none();
    is_alone.then(|| block(cx, &quote_spanned!(Span::mixed_site()=> &__EWRAP_SITE)))
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
    let (ty, name, settings) = (path("Site", here), name(args.name.as_ref()), listed(args));
    let function = cx.function.signature.ident.to_string();
    let function = Literal::string(function.strip_prefix("r#").unwrap_or(&function));
    let site = quote_spanned!(here=> #ty::new(#name, #function, #settings));
    let Some(registry) = &args.registry else { return site };
    let registry = Literal::string(&registry.to_string());
    quote_spanned!(here=> #ty::in_registry(#site, #registry))
}

/// The settings as a list. The macro has looked at literals; of expressions only the fewest calls can contradict another
/// setting, which the runtime finds while the list is compiled.
fn listed(args: &Args) -> TokenStream {
    let settings = settings(args);
    let list = quote_spanned!(Span::mixed_site()=> &[#(#settings),*]);
    let is_expression =
        |calls: &TokenStream| !is_literal(calls) || matches!(args.window, Some((Window::Expression(_), _)));
    match args.min_calls.as_ref().filter(|calls| is_expression(calls)) {
        None => list,
        Some(calls) => {
            let spot = Spot::of(calls).mixed();
            let (consistent, list) = (path_over("consistent", spot), parenthesized(&list, spot.last));
            quote!(#consistent #list)
        }
    }
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

/// What the user wrote, each a setting.
fn settings(args: &Args) -> Vec<TokenStream> {
    let plain = |value: &Option<TokenStream>, literal, checked| {
        let value = value.as_ref()?;
        Some(setting(if is_literal(value) { literal } else { checked }, value))
    };
    let time = |value: &Option<Timeout>, literal, checked| match value.as_ref()? {
        Timeout::Nanos(nanos) => Some(setting(literal, &Literal::u64_unsuffixed(*nanos).to_token_stream())),
        Timeout::Expression(value) => Some(setting(checked, value)),
    };
    let settings = [
        plain(&args.threshold, "Threshold", "threshold"),
        plain(&args.failure_rate, "FailureRate", "failure_rate"),
        time(&args.slow_call, "SlowCall", "slow_call"),
        plain(&args.slow_rate, "SlowRate", "slow_rate"),
        args.window.as_ref().map(|(it, _)| window(it)),
        plain(&args.min_calls, "MinCalls", "min_calls"),
        time(&args.timeout, "Timeout", "timeout"),
        args.backoff.as_ref().map(|it| setting("backoff", it)),
        plain(&args.half_open_calls, "HalfOpenCalls", "half_open_calls"),
        plain(&args.success_threshold, "SuccessThreshold", "success_threshold"),
    ];
    settings.into_iter().flatten().collect()
}

fn window(value: &Window) -> TokenStream {
    match value {
        Window::Calls(calls) => setting("WindowCalls", &calls.to_token_stream()),
        Window::Nanos(nanos) => setting("WindowTime", &Literal::u64_unsuffixed(*nanos).to_token_stream()),
        Window::Expression(window) => setting("window", window),
    }
}

fn is_literal(value: &TokenStream) -> bool {
    matches!(sole(value), Sole::Literal(_))
}

/// `Setting::Name(value)`, which is a setting, or `Setting::name(value)`, which checks it first; all of it where the value
/// stands.
fn setting(name: &str, value: &TokenStream) -> TokenStream {
    let Spot { first, last } = Spot::of(value).mixed();
    let (ty, name, value) = (path("Setting", first), Ident::new(name, first), parenthesized(value, last));
    quote_spanned!(first=> #ty::#name #value)
}
