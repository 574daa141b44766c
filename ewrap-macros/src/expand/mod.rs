//! The expansion: the same function, with a breaker around its body.
//!
//! `site` asks for the permit, `body` runs the body, `judge` records, `fallback` answers in its place; `sync`,
//! `asynchronous` and `future` put them together, one for each shape of function. Invariants: the body's tokens appear
//! once and untouched, a fallback's tokens appear once, nothing is named outside `__private`, and what is returned is
//! returned by `return`, since some crates forbid to leave it out.

mod asynchronous;
mod body;
mod erase;
mod fallback;
mod future;
mod judge;
mod signature;
mod site;
mod sync;
#[cfg(test)]
mod tests;
mod tracked;

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

pub(crate) use self::future::future_output;
use crate::args::Args;
use crate::item::Function;
use crate::report::Spot;

/// What every part of the expansion reads.
struct Context<'a> {
    args: &'a Args,
    function: &'a Function,
    /// The type of what is judged, as the user wrote it.
    judged: &'a syn::Type,
    /// The same with `_` for every `impl Trait`: the return type, or the output of the future.
    output: TokenStream,
    /// Where that type stands.
    spot: Spot,
    /// Whether what is judged has been awaited, and so is a result for sure.
    awaits: bool,
}

/// The guarded function.
pub(crate) fn expand(args: &Args, function: &Function) -> TokenStream {
    let Some(declared) = function.output() else { return TokenStream::new() };
    let future = if function.signature.asyncness.is_some() { None } else { future_output(declared) };
    let judged = future.as_ref().map_or(declared, |future| future.output);
    let spot = Spot::of(judged).mixed();
    let output = erase::erase(judged, &erase::infer()).to_token_stream();
    let awaits = future.is_some() || function.signature.asyncness.is_some();
    let cx = Context { args, function, judged, output, spot, awaits };
    let statements = match &future {
        Some(future) => future::statements(&cx, future),
        None if function.signature.asyncness.is_some() => asynchronous::statements(&cx),
        None => sync::statements(&cx),
    };
    let Function { attrs, vis, default, inner, .. } = function;
    let signature = signature::outer(&cx);
    let body = braces(quote!(#inner #statements), function.body.span());
    let sibling = tracked::sibling(&cx);
    quote!(#(#attrs)* #vis #default #signature #body #sibling)
}

fn braces(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(proc_macro2::Delimiter::Brace, tokens);
    group.set_span(span);
    group
}

/// A local variable of ours.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl Context<'_> {
    /// `::ewrap::__private`, every generated token of it at `span`.
    fn private(&self, span: Span) -> TokenStream {
        let facade = self.args.krate.clone().unwrap_or_else(|| quote_spanned!(span=> ::ewrap));
        quote_spanned!(span=> #facade::__private)
    }

    /// A path into `__private`.
    fn path(&self, name: &str, span: Span) -> TokenStream {
        let (private, name) = (self.private(span), Ident::new(name, span));
        quote_spanned!(span=> #private::#name)
    }

    /// A path to a function that is generic over the output (and, if `more`, over a type that is inferred), told which
    /// it is: an error about the type underlines it.
    fn of_output(&self, name: &str, more: bool) -> TokenStream {
        let (path, output, Spot { first, last }) = (self.path(name, self.spot.first), &self.output, self.spot);
        let open = quote_spanned!(first=> ::<);
        let more = more.then(|| quote_spanned!(last=> , _));
        let close = quote_spanned!(last=> >);
        quote!(#path #open #output #more #close)
    }

    /// `match` over what the call site says, with one arm for each answer.
    fn ask(&self, admitted: &TokenStream, rejected: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let (site, result, permit, open) =
            (site::acquire(self), self.path("Result", here), local("__ewrap_permit"), local("__ewrap_open"));
        quote_spanned! {here=>
            match #site {
                #result::Ok(#permit) => #admitted,
                #result::Err(#open) => #rejected,
            }
        }
    }

    /// Permit or `otherwise`, which must not come back; then run the body by `call`, and record.
    fn guarded(&self, otherwise: &TokenStream, call: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let (out, permit) = (Ident::new("__ewrap_out", self.spot.first), local("__ewrap_permit"));
        let ask = self.ask(&permit.to_token_stream(), otherwise);
        let record = if self.args.fallback.is_none() {
            judge::settle(self, &out)
        } else {
            judge::record(self, None, "keep", &quote!(#out, #permit))
        };
        quote_spanned! {here=>
            let #permit = #ask;
            let #out = #call;
            return #record;
        }
    }

    /// Returns from a rejected call without a fallback.
    fn reject(&self) -> TokenStream {
        let (rejected, open) = (self.of_output("rejected", false), local("__ewrap_open"));
        let arguments = parenthesized(&open, self.spot.last);
        quote_spanned!(Span::mixed_site()=> return #rejected #arguments)
    }
}

/// `(tokens)`, the parentheses at `span`.
fn parenthesized(tokens: &impl ToTokens, span: Span) -> Group {
    let mut group = Group::new(proc_macro2::Delimiter::Parenthesis, tokens.to_token_stream());
    group.set_span(span);
    group
}
