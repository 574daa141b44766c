//! A result that borrows from `&mut` arguments leaves nothing for a fallback.
//!
//! `check` asks here when a fallback may run after a failure: the body then lends its `&mut` arguments, and if the
//! result keeps the loan, the borrow checker refuses with a message about generated code. Invariant: judged by
//! spelling only (same lifetime, or elision), and only refused where it cannot compile.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lifetime, Type, TypeParamBound, WherePredicate};

use crate::item::Function;
use crate::params::{Param, Passing, bare};
use crate::report::Mistake;
use crate::tokens::is_punct;

/// Why the fallback cannot have these arguments (and the receiver, if `with_self`) after a failure.
pub(crate) fn kept(function: &Function, with_self: bool, unique: &[&Param]) -> Option<Mistake> {
    let output = function.output()?;
    let lent_self = function
        .receiver
        .as_ref()
        .filter(|receiver| with_self && receiver.passing == Passing::Unique && !receiver.pinned);
    if lent_self.is_none() && unique.is_empty() {
        return None;
    }
    let loans = Loans::of(function, output);
    if let Some(receiver) = lent_self.filter(|receiver| loans.reach(&receiver.shown, true)) {
        return Some(refuse(&receiver.shown, "self"));
    }
    let param = unique.iter().find(|param| loans.reach(&param.ty.to_token_stream(), false))?;
    Some(refuse(&param.ty, &param.name.to_string()))
}

fn refuse(at: impl ToTokens, name: &str) -> Mistake {
    Mistake::under(
        at,
        format!(
            "the result borrows from `{name}`, so a fallback cannot have it after a failure: write `fallback_on = open`, or a fallback that does not need it"
        ),
    )
}

/// What the result may borrow from.
struct Loans {
    /// Everything: an opaque future holds all that the body took.
    all: bool,
    /// An elided lifetime.
    elided: bool,
    /// Named lifetimes, and those that outlive them.
    named: Vec<Ident>,
    /// Whether there is a receiver by reference, which elision prefers.
    receiver: bool,
}

impl Loans {
    fn of(function: &Function, output: &Type) -> Self {
        let is_async = function.signature.asyncness.is_some();
        let tokens = output.to_token_stream();
        let receiver =
            function.receiver.as_ref().is_some_and(|receiver| receiver.passing != Passing::Value || receiver.pinned);
        let mut named = lifetimes(tokens.clone());
        named.extend(outliving(function, &named));
        let elided = named.iter().any(|name| name == "_") || has_elided_reference(tokens);
        Self { all: !is_async && captures_all(output), elided, named, receiver }
    }

    /// Whether the result may borrow from an argument of this type.
    fn reach(&self, ty: &TokenStream, is_self: bool) -> bool {
        let own = lifetimes(ty.clone());
        let by_elision = self.elided && (is_self || !self.receiver);
        self.all || by_elision || own.iter().any(|name| name != "_" && self.named.contains(name))
    }
}

/// Whether the type is an `impl Trait` that says nothing of what it captures, by `use<..>`.
fn captures_all(output: &Type) -> bool {
    let Type::ImplTrait(opaque) = bare(output) else { return false };
    !opaque.bounds.iter().any(|bound| matches!(bound, TypeParamBound::PreciseCapture(_)))
}

/// The names of all lifetimes in `tokens`.
fn lifetimes(tokens: TokenStream) -> Vec<Ident> {
    let mut found = Vec::new();
    let mut quote_before = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => found.extend(lifetimes(group.stream())),
            TokenTree::Ident(ident) if quote_before && ident != "static" => found.push(ident),
            ref tree => {
                quote_before = is_punct(Some(tree), '\'');
                continue;
            }
        }
        quote_before = false;
    }
    found
}

/// Whether a `&` in `tokens` is not followed by a lifetime.
fn has_elided_reference(tokens: TokenStream) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => has_elided_reference(group.stream()),
        tree => is_punct(Some(tree), '&') && !is_punct(trees.get(at + 1), '\''),
    })
}

/// Lifetimes that the signature bounds by one of `named`: `'a: 'named`.
fn outliving(function: &Function, named: &[Ident]) -> Vec<Ident> {
    let generics = &function.signature.generics;
    let bounded = |bounds: &syn::punctuated::Punctuated<Lifetime, syn::Token![+]>| {
        bounds.iter().any(|bound| named.contains(&bound.ident))
    };
    let declared =
        generics.lifetimes().filter(|param| bounded(&param.bounds)).map(|param| param.lifetime.ident.clone());
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let clauses = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Lifetime(it) if bounded(&it.bounds) => Some(it.lifetime.ident.clone()),
        _ => None,
    });
    declared.chain(clauses).collect()
}
