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
    let (ty, name, settings) = (path("Site", here), name(args.name.as_ref()), settings(args));
    let function = cx.function.signature.ident.to_string();
    let function = Literal::string(function.strip_prefix("r#").unwrap_or(&function));
    let list = settings.iter().map(|setting| &setting.tokens);
    let mut site = quote_spanned!(here=> #ty::new(#name, #function, &[#(#list),*]));
    if let Some(registry) = &args.registry {
        let registry = Literal::string(&registry.to_string());
        site = quote_spanned!(here=> #ty::in_registry(#site, #registry));
    }
    for (index, setting) in settings.iter().enumerate().filter(|(_, setting)| !setting.is_literal) {
        let index = Literal::usize_unsuffixed(index);
        site = checked("checked", &quote_spanned!(here=> #site, #index), setting.spot);
    }
    // Of expressions only the fewest calls can contradict another setting.
    match (&args.min_calls, &args.window) {
        (Some(calls), Some((Window::Expression(_), _))) => checked("consistent", &site, Spot::of(calls).mixed()),
        (Some(calls), _) if !is_literal(calls) => checked("consistent", &site, Spot::of(calls).mixed()),
        _ => site,
    }
}

/// A call of the runtime that stops the compiler where `spot` is.
fn checked(name: &str, arguments: &TokenStream, Spot { first, last }: Spot) -> TokenStream {
    let (ty, name, arguments) = (path("Site", first), Ident::new(name, first), parenthesized(arguments, last));
    quote_spanned!(first=> #ty::#name #arguments)
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

/// An element of the list.
struct Setting {
    tokens: TokenStream,
    spot: Spot,
    /// Then it has been checked.
    is_literal: bool,
}

/// What the user wrote.
fn settings(args: &Args) -> Vec<Setting> {
    let plain = |name, value: &Option<TokenStream>| value.as_ref().map(|it| setting(name, it, is_literal(it)));
    let settings = [
        plain("Threshold", &args.threshold),
        plain("FailureRate", &args.failure_rate),
        args.slow_call.as_ref().map(|it| time("SlowCall", it)),
        plain("SlowRate", &args.slow_rate),
        args.window.as_ref().map(|(it, _)| window(it)),
        plain("MinCalls", &args.min_calls),
        args.timeout.as_ref().map(|it| time("Timeout", it)),
        args.backoff.as_ref().map(|it| setting("Backoff", it, false)),
        plain("HalfOpenCalls", &args.half_open_calls),
        plain("SuccessThreshold", &args.success_threshold),
    ];
    settings.into_iter().flatten().collect()
}

fn time(name: &str, value: &Timeout) -> Setting {
    match value {
        Timeout::Nanos(nanos) => setting(name, &Literal::u64_unsuffixed(*nanos).to_token_stream(), true),
        Timeout::Expression(value) => {
            let spot = Spot::of(value).mixed();
            let (nanos, value) = (path_over("nanos", spot), parenthesized(value, spot.last));
            setting(name, &quote!(#nanos #value), false)
        }
    }
}

fn window(value: &Window) -> Setting {
    match value {
        Window::Calls(calls) => setting("WindowCalls", &calls.to_token_stream(), true),
        Window::Nanos(nanos) => setting("WindowTime", &Literal::u64_unsuffixed(*nanos).to_token_stream(), true),
        Window::Expression(window) => setting("Window", window, false),
    }
}

fn is_literal(value: &TokenStream) -> bool {
    matches!(sole(value), Sole::Literal(_))
}

/// `Setting::Name(value)`, all of it where the value stands.
fn setting(name: &str, value: &TokenStream, is_literal: bool) -> Setting {
    let spot = Spot::of(value).mixed();
    let Spot { first, last } = spot;
    let (ty, name, value) = (path("Setting", first), Ident::new(name, first), parenthesized(value, last));
    Setting { tokens: quote_spanned!(first=> #ty::#name #value), spot, is_literal }
}
