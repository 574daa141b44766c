//! Functions that return `impl Future<Output = ..>`, recognised by that spelling.
//!
//! What they do before they return stays eager: the circuit is asked at the call and the body runs at once; the
//! outcome is recorded when the future is done. With a fallback the future of the body is awaited in an async block,
//! which moves it once, so its size counts twice. Invariant: the future of the body is awaited once.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, PathArguments, Type, TypeParamBound};

use super::{Context, PrivatePath, body, fallback, judge, local, path};
use crate::args::On;
use crate::params::bare;

/// `impl Future`, taken apart.
pub(crate) struct FutureType<'a> {
    pub(crate) output: &'a Type,
    /// Whether the bounds spell `Unpin`, which an async block is not.
    pub(crate) unpin: bool,
}

/// The output of a type that is spelled `impl Future<Output = ..>`.
pub(crate) fn future_output(ty: &Type) -> Option<FutureType<'_>> {
    let Type::ImplTrait(opaque) = bare(ty) else { return None };
    let is_unpin = |bound: &TypeParamBound| matches!(bound, TypeParamBound::Trait(it) if it.path.segments.last().is_some_and(|last| last.ident == "Unpin"));
    let output = opaque.bounds.iter().find_map(output_of)?;
    Some(FutureType { output, unpin: opaque.bounds.iter().any(is_unpin) })
}

fn output_of(bound: &TypeParamBound) -> Option<&Type> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let last = bound.path.segments.last().filter(|last| last.ident == "Future")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(assoc) if assoc.ident == "Output" => Some(&assoc.ty),
        _ => None,
    })
}

/// The statements of the guarded body.
pub(super) fn statements(cx: &Context<'_>, future: &FutureType<'_>) -> TokenStream {
    let here = Span::mixed_site();
    if cx.args.fallback.is_none() {
        return deferred(cx, future);
    }
    let (eager, inner) = match cx.args.on() {
        On::Open => guarded_or_fallback(cx),
        On::Any | On::Failure => rescued(cx),
    };
    let block = quote_spanned!(here=> async move { #inner });
    if future.unpin {
        let boxed = path("Box", here);
        return quote_spanned!(here=> #eager return #boxed::pin(#block););
    }
    quote_spanned!(here=> #eager return #block;)
}

/// Names that the parts below share.
struct Names {
    run: proc_macro2::Ident,
    future: proc_macro2::Ident,
    permit: proc_macro2::Ident,
    open: proc_macro2::Ident,
    ok: PrivatePath,
    err: PrivatePath,
}

fn names() -> Names {
    let here = Span::mixed_site();
    Names {
        run: local("__ewrap_run"),
        future: local("__ewrap_future"),
        permit: local("__ewrap_permit"),
        open: local("__ewrap_open"),
        ok: path("Ok", here),
        err: path("Err", here),
    }
}

/// `Ok` of the future that the eager part gave, and its permit.
fn started(cx: &Context<'_>, names: &Names) -> TokenStream {
    let (Names { permit, ok, .. }, eager) = (names, body::eager(cx));
    quote_spanned!(Span::mixed_site()=> #ok((#eager, #permit)))
}

/// At the first poll: what to do with a permit that still holds, and what with a call that was not made.
fn at_first_poll(names: &Names, holds: &TokenStream, refused: &TokenStream) -> TokenStream {
    let Names { run, future, permit, open, ok, err } = names;
    let begin = path("begin", Span::mixed_site());
    quote_spanned! {Span::mixed_site()=>
        match #run {
            #ok((#future, #permit)) => match #begin(#permit) {
                #ok(#permit) => #holds,
                #err(#open) => #refused,
            },
            #err(#open) => #refused,
        }
    }
}

/// Awaits the future, records, returns. A call that was cut returns its error.
fn settled(cx: &Context<'_>, names: &Names) -> TokenStream {
    let finish = judge::finish(cx, &body::awaited(cx, &names.future.to_token_stream()));
    quote_spanned!(Span::mixed_site()=> return #finish)
}

/// Without a fallback the runtime has a future for it, which holds the body's in place.
fn deferred(cx: &Context<'_>, future: &FutureType<'_>) -> TokenStream {
    let (here, names) = (Span::mixed_site(), names());
    let Names { open, err, .. } = &names;
    let ask = cx.ask(&started(cx, &names), &quote_spanned!(here=> #err(#open)));
    let ending = cx.of_output("ending", 3, &judge::judge(cx));
    let Some(limit) = body::limit(cx) else {
        let deferred = path("deferred", here);
        return quote_spanned!(here=> return #deferred(#ending, #ask););
    };
    let deferred = path("deferred_within", here);
    let deferred = quote_spanned!(here=> #deferred(#ending, #ask, #limit));
    if future.unpin {
        // A timer is not `Unpin`.
        let boxed = path("Box", here);
        return quote_spanned!(here=> return #boxed::pin(#deferred););
    }
    quote_spanned!(here=> return #deferred;)
}

/// The fallback answers rejections only, and gets the arguments themselves; if it needs any by value, the circuit is
/// not asked again at the first poll, since the body has them by then.
fn guarded_or_fallback(cx: &Context<'_>) -> (TokenStream, TokenStream) {
    let (here, names) = (Span::mixed_site(), names());
    let Names { run, future, permit, open, ok, err } = &names;
    let kept = fallback::Kept::of(cx);
    let refusal = kept.moved_beside(&quote!(#open));
    let ask = cx.ask(&started(cx, &names), &quote_spanned!(here=> #err(#refusal)));
    let settled = settled(cx, &names);
    let refused = if kept.is_empty() {
        at_first_poll(&names, &settled, &quote!(#open))
    } else {
        quote_spanned!(here=> match #run { #ok((#future, #permit)) => #settled, #err(#open) => #open })
    };
    let bound = kept.bind(&quote!(#open), &refused);
    let answer = fallback::awaited(cx, &fallback::refused(cx));
    (quote_spanned!(here=> let #run = #ask;), quote_spanned!(here=> #bound #answer))
}

fn rescued(cx: &Context<'_>) -> (TokenStream, TokenStream) {
    let (here, names) = (Span::mixed_site(), names());
    let Names { run, future, open, err, .. } = &names;
    let kept = fallback::Kept::of(cx);
    let admitted = kept.beside(&started(cx, &names));
    let ask = cx.ask(&admitted, &kept.moved_beside(&quote_spanned!(here=> #err(#open))));
    let bound = kept.bind(&quote!(#run), &ask);
    let tried = judge::tried(cx, &body::awaited(cx, &future.to_token_stream()));
    let caught = fallback::caught(cx, &tried, &TokenStream::new());
    let refused = fallback::not_made_later(cx);
    let cause = fallback::pair(&fallback::cause_pattern(cx), &TokenStream::new());
    let why = at_first_poll(&names, &caught, &refused);
    let answer = fallback::awaited(cx, &fallback::cause_pattern(cx));
    (bound, quote_spanned!(here=> let #cause = #why; #answer))
}
