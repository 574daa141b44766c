//! The expansion: the same function, with a breaker around its body.
//!
//! `site` asks for the permit (with `key`, of one circuit of several), `body` runs the body, `judge` records, `fallback` answers in its place; `sync`,
//! `asynchronous` and `future` put them together, one for each shape of function. Invariants: the body's tokens appear
//! once and untouched, a fallback's tokens appear once, nothing is named outside `__private`, and what is returned is
//! returned by `return`, since some crates forbid to leave it out.

mod asynchronous;
mod body;
mod closure;
mod erase;
mod fallback;
mod future;
mod judge;
mod key;
mod signature;
mod site;
mod sync;
#[cfg(test)]
mod tests;
mod tracked;

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
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
}

/// The guarded function.
pub(crate) fn expand(args: &Args, function: &Function) -> TokenStream {
    let Some(declared) = function.output() else { return TokenStream::new() };
    let future = if function.signature.asyncness.is_some() { None } else { future_output(declared) };
    let judged = future.as_ref().map_or(declared, |future| future.output);
    let spot = Spot::of(judged).mixed();
    let output = erase::erase(judged, &erase::infer()).to_token_stream();
    let cx = Context { args, function, judged, output, spot };
    let statements = match &future {
        Some(future) => future::statements(&cx, future),
        None if function.signature.asyncness.is_some() => asynchronous::statements(&cx),
        None => sync::statements(&cx),
    };
    let Function { attrs, vis, default, inner, .. } = function;
    let signature = signature::outer(&cx);
    let alias = cx.alias();
    let body = braces(quote!(#inner #alias #statements), function.body.span());
    let sibling = tracked::sibling(&cx);
    quote!(#(#attrs)* #vis #default #signature #body #sibling)
}

fn braces(tokens: TokenStream, span: Span) -> Group {
    let mut group = Group::new(proc_macro2::Delimiter::Brace, tokens);
    group.set_span(span);
    group
}

/// What a guarded body calls `__private`. Not the user's names are shadowed by it, which is why it is an odd one.
const PRIVATE: &str = "__ewrap";

/// The same as a name.
pub(crate) fn private() -> Ident {
    Ident::new(PRIVATE, Span::mixed_site())
}

/// A path into `__private`: four tokens, which go to where they are interpolated one by one, since a stream that is put
/// into another is copied.
#[derive(Clone)]
struct PrivatePath {
    private: Ident,
    name: Ident,
}

impl ToTokens for PrivatePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { private, name } = self;
        let colon = |spacing| {
            let mut colon = Punct::new(':', spacing);
            colon.set_span(private.span());
            TokenTree::from(colon)
        };
        tokens.extend([private.clone().into(), colon(Spacing::Joint), colon(Spacing::Alone), name.clone().into()]);
    }
}

/// A path into `__private`, at `span`.
fn path(name: &str, span: Span) -> PrivatePath {
    path_over(name, span.into())
}

/// The same from the first to the last token of something else.
fn path_over(name: &str, Spot { first, last }: Spot) -> PrivatePath {
    PrivatePath { private: Ident::new(PRIVATE, first), name: Ident::new(name, last) }
}

/// A local variable of ours.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl Context<'_> {
    /// Where the facade is found is said once, and a wrong path told once. The trait is what `Listen` falls back upon.
    fn alias(&self) -> TokenStream {
        let here = Span::mixed_site();
        let facade = self.args.krate.clone().unwrap_or_else(|| quote_spanned!(here=> ::ewrap));
        let alias = local(PRIVATE);
        quote_spanned!(here=> use #facade::__private::{self as #alias}; use #alias::Unheard as _;)
    }

    /// A call of a function that is generic over the output, and over `inferred` more types: an error about the type
    /// underlines it, and the same error of two calls is told once.
    fn of_output(&self, name: &str, inferred: usize, arguments: &TokenStream) -> TokenStream {
        self.of_type(&self.output, name, inferred, arguments)
    }

    fn of_type(&self, ty: &TokenStream, name: &str, inferred: usize, arguments: &TokenStream) -> TokenStream {
        let Spot { first, last } = self.spot;
        let path = path(name, first);
        let open = quote_spanned!(first=> ::<);
        let inferred: TokenStream = (0..inferred).map(|_| quote_spanned!(last=> , _)).collect();
        let close = quote_spanned!(last=> >);
        let arguments = parenthesized(arguments, last);
        quote!(#path #open #ty #inferred #close #arguments)
    }

    /// `match` over what the call site says, with one arm for each answer.
    fn ask(&self, admitted: &TokenStream, rejected: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let (site, permit, open) = (site::acquire(self), local("__ewrap_permit"), local("__ewrap_open"));
        let (ok, err) = (path("Ok", here), path("Err", here));
        quote_spanned! {here=>
            match #site {
                #ok(#permit) => #admitted,
                #err(#open) => #rejected,
            }
        }
    }

    /// Permit or `otherwise`, which must not come back; then run the body by `call`, and record as `settle` says.
    fn guarded(
        &self,
        otherwise: &TokenStream,
        call: &TokenStream,
        settle: fn(&Self, &Ident) -> TokenStream,
    ) -> TokenStream {
        let here = Span::mixed_site();
        let (out, permit) = (local("__ewrap_out"), local("__ewrap_permit"));
        let ask = self.ask(&permit.to_token_stream(), otherwise);
        let record = settle(self, &out);
        quote_spanned! {here=>
            let #permit = #ask;
            let #out = #call;
            return #record;
        }
    }

    /// Returns from a rejected call without a fallback.
    fn reject(&self) -> TokenStream {
        let rejected = self.of_output("rejected", 0, &local("__ewrap_open").to_token_stream());
        quote_spanned!(Span::mixed_site()=> return #rejected)
    }
}

/// `(tokens)`, the parentheses at `span`.
fn parenthesized(tokens: &impl ToTokens, span: Span) -> Group {
    let mut group = Group::new(proc_macro2::Delimiter::Parenthesis, tokens.to_token_stream());
    group.set_span(span);
    group
}
