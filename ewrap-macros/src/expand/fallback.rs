//! The fallback: what it keeps of the arguments, and how it is asked.
//!
//! Arguments by value are cloned once the permit is got, and only if the fallback may run after the body took them;
//! plain ones, as numbers are, the body copies; `&mut` ones are lent to it. Invariant: what the user wrote for `fallback` is emitted exactly once.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::closure::told;
use super::{Context, erase, local, path, path_over};
use crate::args::{Fallback, On};
use crate::params::{Param, Passing};
use crate::report::Spot;
use crate::tokens::find_word;

/// Whether the fallback may run after the body.
fn after_failure(cx: &Context<'_>) -> bool {
    cx.args.fallback.is_some() && cx.args.on().after_failure()
}

/// Whether the fallback gets this argument.
fn gets(cx: &Context<'_>, param: &Param) -> bool {
    match &cx.args.fallback {
        Some(Fallback::Path(_)) => true,
        Some(Fallback::Closure(closure)) => closure.uses(param),
        None => false,
    }
}

/// Whether the fallback gets the receiver.
fn gets_self(cx: &Context<'_>) -> bool {
    match &cx.args.fallback {
        Some(Fallback::Path(path)) => path.of_self && cx.function.receiver.is_some(),
        Some(Fallback::Closure(closure)) => find_word(&closure.body, "self").is_some(),
        None => false,
    }
}

/// Whether the body gets a loan of this `&mut` argument only.
pub(super) fn lends(cx: &Context<'_>, param: &Param) -> bool {
    after_failure(cx) && param.passing == Passing::Unique && gets(cx, param)
}

/// Whether the body gets a loan of `&mut self` only.
pub(super) fn lends_self(cx: &Context<'_>) -> bool {
    let is_unique = cx.function.receiver.as_ref().is_some_and(|receiver| receiver.passing == Passing::Unique);
    after_failure(cx) && is_unique && gets_self(cx)
}

/// Whether an argument that the fallback gets must be kept from the body. A plain one need not, which the body copies,
/// unless the body borrows all it names and may change it. Without a body before it, a fallback takes any alike.
fn is_kept(cx: &Context<'_>, param: &Param) -> bool {
    let is_copied = param.is_plain() && (param.mutability.is_none() || !super::signature::borrows_self(cx));
    param.passing == Passing::Value && !(is_copied && after_failure(cx))
}

/// The site of a function that is one call of the runtime although it has a fallback: nothing has to be asked before, and
/// body and fallback take nothing from each other.
pub(super) fn site_alone(cx: &Context<'_>) -> Option<TokenStream> {
    let is_apart = after_failure(cx)
        && Kept::of(cx).is_empty()
        && !super::signature::borrows_self(cx)
        && !cx.function.params.iter().any(|param| lends(cx, param))
        && !cx.function.is_tracked();
    if is_apart { super::site::alone(cx) } else { None }
}

/// Whether the fallback asks for the cause.
pub(super) fn asks_why(cx: &Context<'_>) -> bool {
    matches!(cx.args.fallback, Some(Fallback::Closure(_)))
}

/// The arguments by value that the fallback gets: what each is now, and what it is called afterwards.
pub(super) struct Kept {
    values: Vec<Value>,
}

struct Value {
    /// The argument.
    now: TokenStream,
    /// What the fallback calls it.
    later: Ident,
    /// A call of `again`, underlined where the argument's type stands.
    clone: TokenStream,
}

impl Value {
    fn new(now: TokenStream, later: Ident, ty: impl ToTokens) -> Self {
        let spot = Spot::of(ty).mixed();
        let again = path("again", spot.first);
        let argument = super::parenthesized(&quote_spanned!(spot.first=> &#now), spot.last);
        Self { now, later, clone: quote!(#again #argument) }
    }
}

impl Kept {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let mut values = Vec::new();
        if let Some(receiver) = cx.function.receiver.as_ref().filter(|it| it.passing == Passing::Value && gets_self(cx))
        {
            values.push(Value::new(receiver.token.to_token_stream(), local("__ewrap_self"), &receiver.shown));
        }
        let by_value = cx.function.params.iter().filter(|param| is_kept(cx, param) && gets(cx, param));
        values.extend(by_value.map(|it| Value::new(it.name.to_token_stream(), later(cx, it), &it.ty)));
        Self { values }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// `let` with `head` and the names of what is kept as its pattern.
    pub(super) fn bind(&self, head: &TokenStream, value: &TokenStream) -> TokenStream {
        let (here, pattern) = (Span::mixed_site(), self.pattern(head));
        let shadows = self.values.iter().any(|value| value.later == value.now.to_string());
        let allow = shadows.then(super::signature::allow_shadowing);
        quote_spanned!(here=> #allow let #pattern = #value;)
    }

    /// `head` and the names of what is kept, as one pattern.
    fn pattern(&self, head: &TokenStream) -> TokenStream {
        pair(head, &one_or_tuple(self.values.iter().map(|value| value.later.to_token_stream())))
    }

    /// `head` and the arguments themselves.
    pub(super) fn moved_beside(&self, head: &TokenStream) -> TokenStream {
        pair(head, &one_or_tuple(self.values.iter().map(|value| value.now.clone())))
    }

    /// An expression that is evaluated after the arguments have been cloned, and says where to put the clones.
    pub(super) fn before(&self, expression: &dyn Fn(&TokenStream) -> TokenStream) -> TokenStream {
        if self.is_empty() {
            return expression(&TokenStream::new());
        }
        let (here, kept) = (Span::mixed_site(), local("__ewrap_kept"));
        let clones = one_or_tuple(self.values.iter().map(|value| value.clone.clone()));
        let rest = expression(&kept.to_token_stream());
        quote_spanned!(here=> { let #kept = #clones; #rest })
    }

    /// `head` and the clones, taken before `head` runs.
    pub(super) fn beside(&self, head: &TokenStream) -> TokenStream {
        self.before(&|clones| pair(head, clones))
    }
}

/// What a fallback calls a kept argument: a closure uses the user's name, a path is passed a name that shadows none.
fn later(cx: &Context<'_>, param: &Param) -> Ident {
    if after_failure(cx) && !asks_why(cx) { kept_name(param) } else { param.name.clone() }
}

/// What a path is passed. By number, since a macro can make two parameters of one spelling.
fn kept_name(param: &Param) -> Ident {
    local(&format!("__ewrap_kept{}", param.index))
}

/// One value as it is, several as a tuple, none as nothing.
fn one_or_tuple(values: impl Iterator<Item = TokenStream>) -> TokenStream {
    let values: Vec<TokenStream> = values.collect();
    match values.as_slice() {
        [] => TokenStream::new(),
        [only] => only.clone(),
        several => quote_spanned!(Span::mixed_site()=> (#(#several),*)),
    }
}

/// Both as a tuple, one as it is, neither as `()`.
pub(super) fn pair(head: &TokenStream, tail: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    match (head.is_empty(), tail.is_empty()) {
        (false, false) => quote_spanned!(here=> (#head, #tail)),
        (true, true) => quote_spanned!(here=> ()),
        _ => quote!(#head #tail),
    }
}

/// The pattern for the cause; nothing for a path, which does not ask.
pub(super) fn cause_pattern(cx: &Context<'_>) -> TokenStream {
    if asks_why(cx) { local("__ewrap_cause").to_token_stream() } else { TokenStream::new() }
}

/// The cause of a call that was not made, if the fallback asks, with its type spelled where nothing else tells it.
pub(super) fn refused(cx: &Context<'_>) -> TokenStream {
    if !asks_why(cx) {
        return TokenStream::new();
    }
    let here = Span::mixed_site();
    let (refused, open) = (path("refused", here), local("__ewrap_open"));
    let judged = erase::erase(cx.judged, &erase::unit()).to_token_stream();
    let output = cx.of_type(&judged, "output", INFERRED, &TokenStream::new());
    quote_spanned!(here=> #refused(#output, #open))
}

/// What the runtime finds out about the return type.
pub(super) fn output(cx: &Context<'_>) -> TokenStream {
    let is_strict = match cx.args.on() {
        On::Any => false,
        On::Failure => true,
        // A call that is cut has its error.
        On::Open => cx.args.call_timeout.is_some(),
    };
    if is_strict { strict_output(cx) } else { cx.of_output("output", INFERRED, &TokenStream::new()) }
}

/// The same where the error of a call that was not made is returned.
pub(super) fn strict_output(cx: &Context<'_>) -> TokenStream {
    cx.of_output("strict_output", INFERRED, &TokenStream::new())
}

/// The types that it finds out.
const INFERRED: usize = 3;

/// What the match over the call site gives for a rejection: the cause and the arguments, or a return.
pub(super) fn not_made(cx: &Context<'_>, kept: &Kept) -> TokenStream {
    if cx.args.on() == On::Failure {
        return cx.reject();
    }
    kept.moved_beside(&rejection(cx))
}

/// The same inside the future, where the arguments are already kept.
pub(super) fn not_made_later(cx: &Context<'_>) -> TokenStream {
    if cx.args.on() == On::Failure {
        return cx.reject();
    }
    pair(&rejection(cx), &TokenStream::new())
}

/// The cause of a call that was not made, where its type is known.
pub(super) fn rejection(cx: &Context<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let (cause, open) = (path("Cause", here), local("__ewrap_open"));
    if asks_why(cx) { quote_spanned!(here=> #cause::Rejected(#open)) } else { TokenStream::new() }
}

/// Awaits a future; returns what is no failure, and gives the cause, and the clones, of what is one or was cut.
pub(super) fn caught(cx: &Context<'_>, tried: &TokenStream, clones: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let (ok, err) = (path("Ok", here), path("Err", here));
    let (out, cause) = (local("__ewrap_out"), local("__ewrap_cause"));
    let value = pair(&cause_pattern(cx), clones);
    quote_spanned! {here=>
        match #tried {
            #ok(#out) => return #out,
            #err(#cause) => #value,
        }
    }
}

/// A call of the runtime that may ask the fallback, by a closure that gives its answer as a future.
pub(super) fn asked(cx: &Context<'_>, function: &str, about: &TokenStream) -> TokenStream {
    let (spot, cause) = (spot(cx), local("__ewrap_cause").to_token_stream());
    let (function, here) = (path_over(function, spot), spot.last);
    let answer = answer(cx, &cause, &TokenStream::new());
    let parameter = if asks_why(cx) { cause } else { quote_spanned!(here=> _) };
    // From the first to the last token of the fallback, since it is what an error is about.
    let moving = quote_spanned!(spot.first=> move);
    quote_spanned!(here=> #function(#about, #moving |#parameter| #answer))
}

/// Returns the fallback's answer, awaited.
pub(super) fn awaited(cx: &Context<'_>, cause: &TokenStream) -> TokenStream {
    answer(cx, cause, &quote_spanned!(spot(cx).last=> .await))
}

fn answer(cx: &Context<'_>, cause: &TokenStream, then: &TokenStream) -> TokenStream {
    let Some((handed, value)) = value(cx, cause) else { return TokenStream::new() };
    let spot = spot(cx);
    let (private, fallen) = (Ident::new(super::PRIVATE, spot.first), path("Fallen", spot.first));
    quote_spanned! {spot.last=>
        {
            use #private::{Refuse as _, Resolve as _};
            #handed
            return #fallen(#value).__ewrap_resolve() #then;
        }
    }
}

/// Where the fallback was written.
pub(super) fn spot(cx: &Context<'_>) -> Spot {
    match &cx.args.fallback {
        Some(Fallback::Path(fallback)) => Spot::of(&fallback.path).mixed(),
        Some(Fallback::Closure(closure)) => closure.spot.mixed(),
        None => Spot::attribute().mixed(),
    }
}

/// The call of the fallback, and what stands before it.
fn value(cx: &Context<'_>, cause: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let spot = spot(cx);
    match cx.args.fallback.as_ref()? {
        Fallback::Path(fallback) => {
            let (handed, arguments) = arguments(cx, spot);
            let (path, arguments) = (&fallback.path, super::parenthesized(&arguments, spot.last));
            Some((handed, quote!(#path #arguments)))
        }
        Fallback::Closure(closure) => {
            let (explain, told, closure) = (path("explain", spot.first), told(cx, closure), &closure.tokens);
            Some((TokenStream::new(), quote_spanned!(spot.last=> #explain #told(#closure, #cause))))
        }
    }
}

/// The arguments of a path: the receiver if it asks for it, then all parameters. Where the fallback is written, and by
/// names of ours, or the compiler would correct the function's parameters when the fallback's do not fit.
fn arguments(cx: &Context<'_>, spot: Spot) -> (TokenStream, TokenStream) {
    let mut handed = TokenStream::new();
    let mut all = Vec::new();
    if let Some(receiver) = cx.function.receiver.as_ref().filter(|_| gets_self(cx)) {
        let is_kept = receiver.passing == Passing::Value && after_failure(cx);
        all.push(if is_kept { local("__ewrap_self").to_token_stream() } else { receiver.token.to_token_stream() });
    }
    for param in &cx.function.params {
        let mut name = kept_name(param);
        name.set_span(spot.first);
        if !(is_kept(cx, param) && after_failure(cx)) {
            let (argument, here) = (&param.name, Span::mixed_site());
            handed.extend(quote_spanned!(here=> let #name = #argument;));
        }
        all.push(name.to_token_stream());
    }
    (handed, quote_spanned!(spot.first=> #(#all),*))
}
