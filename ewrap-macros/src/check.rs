//! Rules between the arguments and the function.
//!
//! The last step before the expansion. Invariant: what passes here expands to code whose remaining errors, if any, are
//! the compiler's own about types.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Type};

use crate::args::{Args, Closure, Fallback, FallbackPath, Timeout, Window};
use crate::borrow;
use crate::item::Function;
use crate::params::{Param, Passing, bare, bindings};
use crate::report::{Mistake, Mistakes, Spot};
use crate::scope::free_use;
use crate::tokens::{find_word, is_ident, is_punct, mentions};

/// Reports every rule that is broken.
pub(crate) fn check(args: &Args, function: &Function, mistakes: &mut Mistakes) {
    signature(function, mistakes);
    mistakes.0.extend(output(function));
    constants(args, function, mistakes);
    mistakes.0.extend(tracked(function));
    mistakes.0.extend(call_timeout(args, function));
    if let (None, Some((_, spot))) = (&args.fallback, args.fallback_on) {
        mistakes.push(Mistake::at(spot, "`fallback_on` says when the fallback answers, and there is none: add `fallback = path::to::function`, or remove it"));
    }
    for (word, value) in [("key", &args.key), ("registry", &args.registry)] {
        mistakes.0.extend(value.as_ref().and_then(|value| no_receiver(word, value, function)));
    }
    if let Some(path) = &args.failure_if {
        mistakes.0.extend(hidden(path, function));
    }
    match &args.fallback {
        Some(Fallback::Path(path)) => path_fallback(args, path, function, mistakes),
        Some(Fallback::Closure(closure)) => closure_fallback(args, closure, function, mistakes),
        None => {}
    }
    mistakes.0.extend(failure_if(args, function));
}

/// A body can be cut where it awaits, and nowhere else. What is no `Result` by its spelling is asked by trait.
fn call_timeout(args: &Args, function: &Function) -> Option<Mistake> {
    let (_, spot) = args.call_timeout.as_ref()?;
    let Type::Path(ty) = bare(function.output()?) else { return None };
    let is_result = ty.path.segments.last().is_some_and(|last| last.ident == "Result");
    (is_result && function.signature.asyncness.is_none()).then(|| {
        let name = &function.signature.ident;
        Mistake::at(*spot, format!("`call_timeout` bounds async functions, and `{name}` is none, so nothing can cut it: make it `async`, or remove `call_timeout`"))
    })
}

fn signature(function: &Function, mistakes: &mut Mistakes) {
    if let Some(token) = &function.signature.constness {
        mistakes.push(Mistake::under(
            token,
            "a breaker decides at run time: remove `const`, or put the attribute on a function that calls this one",
        ));
    }
    if let Some(variadic) = &function.signature.variadic {
        mistakes.push(Mistake::under(
            variadic.dots,
            "a C-variadic function cannot be guarded: put the attribute on a function that calls it",
        ));
    }
}

/// A return type that by its form cannot tell a failure; the others are asked by trait.
fn output(function: &Function) -> Option<Mistake> {
    const WRITE: &str = "return a `Result`, such as `-> Result<T, E>`";
    let Some(ty) = function.output() else {
        let name = &function.signature.ident;
        return Some(Mistake::under(
            name,
            format!("`{name}` returns nothing, so the breaker cannot see a failure: {WRITE}"),
        ));
    };
    let why = match bare(ty) {
        Type::Never(_) => "a function that never returns cannot report a failure",
        Type::Tuple(tuple) if tuple.elems.is_empty() => "`()` cannot tell a failure",
        Type::Tuple(_) => "a tuple cannot tell a failure",
        Type::Reference(_) => "a reference cannot tell a failure",
        Type::ImplTrait(_) if crate::expand::future_output(ty).is_none() => {
            "of `impl Trait`, only `impl Future<Output = Result<T, E>>` can be guarded"
        }
        _ => return None,
    };
    Some(Mistake::under(ty, format!("{why}: {WRITE}")))
}

/// The values that stand in a `static`, where neither `Self` nor generics nor arguments exist.
fn constants(args: &Args, function: &Function, mistakes: &mut Mistakes) {
    fn expression(timeout: &Timeout) -> Option<&TokenStream> {
        if let Timeout::Expression(tokens) = timeout { Some(tokens) } else { None }
    }
    let window = args.window.as_ref().and_then(|(window, _)| match window {
        Window::Expression(tokens) => Some(tokens),
        _ => None,
    });
    let values = [
        ("name", args.name.as_ref()),
        ("threshold", args.threshold.as_ref()),
        ("failure_rate", args.failure_rate.as_ref()),
        ("slow_call", args.slow_call.as_ref().and_then(expression)),
        ("slow_rate", args.slow_rate.as_ref()),
        ("window", window),
        ("min_calls", args.min_calls.as_ref()),
        ("timeout", args.timeout.as_ref().and_then(expression)),
        ("call_timeout", args.call_timeout.as_ref().and_then(|(timeout, _)| expression(timeout))),
        ("backoff", args.backoff.as_ref()),
        ("half_open_calls", args.half_open_calls.as_ref()),
        ("success_threshold", args.success_threshold.as_ref()),
    ];
    for (word, value) in values {
        mistakes.0.extend(value.and_then(|value| constant(word, value, function)));
    }
}

fn constant(word: &str, value: &TokenStream, function: &Function) -> Option<Mistake> {
    if find_word(value, "Self").is_some() {
        let shown = value.to_string().replace(' ', "");
        let named = shown.replace("Self", "Type");
        return Some(Mistake::under(
            value,
            format!("`Self` is not known where the breaker is declared: name the type, `{word} = {named}`"),
        ));
    }
    let generic = function.signature.generics.params.iter().find_map(|param| match param {
        GenericParam::Type(param) => find_word(value, &param.ident.to_string()),
        GenericParam::Const(param) => find_word(value, &param.ident.to_string()),
        GenericParam::Lifetime(_) => None,
    });
    if let Some(generic) = generic {
        return Some(Mistake::under(
            &generic,
            format!(
                "`{generic}` is a parameter of this function, and one breaker serves all of its instances: `{word}` must not depend on it"
            ),
        ));
    }
    let sole: Vec<TokenTree> = value.clone().into_iter().collect();
    let [TokenTree::Ident(ident)] = sole.as_slice() else { return argument_used(word, value, function) };
    let param = function.params.iter().find(|param| param.name == *ident)?;
    Some(Mistake::under(ident, from_argument(word, param)))
}

fn argument_used(word: &str, value: &TokenStream, function: &Function) -> Option<Mistake> {
    let first = value.clone().into_iter().next()?;
    let param = function.params.iter().find(|param| param.name == first.to_string());
    if let Some(token) = find_word(value, "self") {
        let spot = Spot::of(token);
        let is_path = first.to_string() == "self" && value.to_string().replace(' ', "").starts_with("self::");
        return (!is_path).then(|| {
            Mistake::at(spot, format!("`{word}` is known at compile time, `self` is not: use a literal or a `const`"))
        });
    }
    param.map(|param| Mistake::under(value, from_argument(word, param)))
}

fn from_argument(word: &str, param: &Param) -> String {
    format!("`{word}` is known at compile time, the argument `{}` is not: use a literal or a `const`", param.name)
}

/// `self` in an expression that is evaluated at each call, of a function that has none.
fn no_receiver(word: &str, value: &TokenStream, function: &Function) -> Option<Mistake> {
    let token = receiver_in(value).filter(|_| function.receiver.is_none())?;
    let name = &function.signature.ident;
    let message = format!("`{name}` has no `self`: write `{word}` over its arguments, or give it a receiver");
    Some(Mistake::under(token, message))
}

/// The first `self` that does not begin a path.
fn receiver_in(tokens: &TokenStream) -> Option<TokenTree> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    trees.iter().enumerate().find_map(|(at, tree)| match tree {
        TokenTree::Group(group) => receiver_in(&group.stream()),
        tree => (is_ident(Some(tree), "self") && !is_punct(trees.get(at + 1), ':')).then(|| tree.clone()),
    })
}

/// `#[track_caller]` needs a second function, and where that can stand is a question of the place.
fn tracked(function: &Function) -> Option<Mistake> {
    if !function.is_tracked() {
        return None;
    }
    let attribute = function.attrs.iter().find(|attr| attr.path().is_ident("track_caller"))?;
    if let Some(param) = function.params.iter().find(|param| !param.cfgs.is_empty()) {
        return Some(Mistake::under(
            &param.name,
            "an argument with `#[cfg]` cannot be passed on, as `#[track_caller]` needs: remove one of the two",
        ));
    }
    let is_method = function.speaks_of_self() && matches!(function.vis, syn::Visibility::Inherited);
    is_method.then(|| {
        Mistake::under(
            attribute,
            "`#[track_caller]` on a guarded method needs a visibility, such as `pub(crate) fn`, to show that it is no trait method; in a trait, move the body into a free function",
        )
    })
}

fn path_fallback(args: &Args, fallback: &FallbackPath, function: &Function, mistakes: &mut Mistakes) {
    mistakes.0.extend(own_fallback(fallback, function));
    mistakes.0.extend(hidden(&fallback.path.to_token_stream(), function));
    for param in function.params.iter().filter(|param| !param.cfgs.is_empty()) {
        mistakes.push(Mistake::under(
            &param.name,
            format!(
                "`{}` has a `#[cfg]` and so cannot be passed to a path: write a closure, `fallback = |cause| ..`",
                param.name
            ),
        ));
    }
    if args.on().after_failure() {
        if fallback.of_self {
            mistakes.0.extend(pinned(function));
        }
        let unique: Vec<&Param> = function.params.iter().filter(|param| param.passing == Passing::Unique).collect();
        mistakes.0.extend(borrow::kept(function, fallback.of_self, &unique));
    }
}

/// A function that has the name of an argument is not seen from the body.
fn hidden(path: &TokenStream, function: &Function) -> Option<Mistake> {
    let trees: Vec<TokenTree> = path.clone().into_iter().collect();
    let [TokenTree::Ident(name)] = trees.as_slice() else { return None };
    function.params.iter().find(|param| param.name == *name)?;
    Some(Mistake::under(name, format!("`{name}` is an argument here, which hides the function: write `self::{name}`")))
}

fn pinned(function: &Function) -> Option<Mistake> {
    let receiver = function.receiver.as_ref().filter(|receiver| receiver.pinned)?;
    Some(Mistake::under(
        &receiver.shown,
        "the body consumes the pinned receiver, so a fallback cannot have it after a failure: write `fallback_on = open`, or a fallback that does not need it",
    ))
}

/// A function that is its own fallback would never end.
fn own_fallback(fallback: &FallbackPath, function: &Function) -> Option<Mistake> {
    let segments: Vec<String> = fallback.path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let name = function.signature.ident.to_string();
    let own = match segments.as_slice() {
        [only] => *only == name && function.receiver.is_none(),
        [first, second] => first == "Self" && *second == name && fallback.path.qself.is_none(),
        _ => false,
    };
    own.then(|| {
        Mistake::under(
            &fallback.path,
            format!("`{name}` would be its own fallback and never end: name another function"),
        )
    })
}

fn closure_fallback(args: &Args, closure: &Closure, function: &Function, mistakes: &mut Mistakes) {
    let uses_self = find_word(&closure.body, "self");
    let used: Vec<&Param> = function.params.iter().filter(|param| closure.uses(param)).collect();
    for param in used.iter().filter(|param| !param.cfgs.is_empty()) {
        mistakes.push(Mistake::under(
            &param.name,
            format!("`{}` has a `#[cfg]`, so the fallback closure cannot use it", param.name),
        ));
    }
    mistakes.0.extend(part_of_pattern(closure, function));
    if !args.on().after_failure() {
        return;
    }
    if let (Some(token), Some(receiver)) = (&uses_self, &function.receiver) {
        if receiver.passing == Passing::Value {
            mistakes.push(Mistake::under(token, "the body consumes `self`, so the closure cannot use it after a failure: write `fallback_on = open`, or `fallback = Self::function`, which gets a clone"));
        }
    }
    let unique: Vec<&Param> = used.into_iter().filter(|param| param.passing == Passing::Unique).collect();
    mistakes.0.extend(borrow::kept(function, uses_self.is_some(), &unique));
}

/// A closure sees whole arguments, not what a pattern takes out of them.
fn part_of_pattern(closure: &Closure, function: &Function) -> Option<Mistake> {
    let bound = function.params.iter().filter_map(|param| param.pattern.as_ref()).flat_map(bindings);
    let found =
        bound.filter(|name| !mentions(&closure.parameter, name)).find_map(|name| free_use(&closure.body, &name))?;
    Some(Mistake::under(
        &found,
        format!(
            "`{found}` is taken out of a pattern, so the fallback cannot see it: name the argument, and take it apart in the body"
        ),
    ))
}

/// `failure_if` becomes a plain function.
fn failure_if(args: &Args, function: &Function) -> Option<Mistake> {
    let closure: syn::ExprClosure = syn::parse2(args.failure_if.clone()?).ok()?;
    let body = closure.body.to_token_stream();
    let parameters = closure.inputs.to_token_stream();
    let named = function.params.iter().filter(|param| !param.generated && !mentions(&parameters, &param.name));
    let token =
        named.map(|param| &param.name).find_map(|name| free_use(&body, name)).or_else(|| find_word(&body, "self"))?;
    Some(Mistake::under(
        &token,
        format!("`failure_if` sees the result only, not `{token}`: let the error say what it needs"),
    ))
}
