//! The parameters of an annotated function, as the expansion sees them.
//!
//! Made from the signature by `item`. Invariant: every parameter has a name; where the user wrote a pattern it is a
//! generated one, and the pattern is taken apart again inside the body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{Attribute, FnArg, Pat, PatType, Receiver, ReceiverKind, Token, Type};

/// How an argument arrives, by the form of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// By value: owned, dropped with the body, cloned for a fallback.
    Value,
    /// `&T`: copied freely.
    Shared,
    /// `&mut T`: reborrowed.
    Unique,
}

/// Types without destructors.
const PLAIN: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

/// One parameter that is not the receiver.
pub(crate) struct Param {
    /// The `#[cfg(..)]`s, which follow it wherever it is named.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) name: Ident,
    /// Whether `name` was made here.
    pub(crate) generated: bool,
    pub(crate) mutability: Option<Token![mut]>,
    /// The pattern to take apart, unless it is a plain name or `_`.
    pub(crate) pattern: Option<Pat>,
    pub(crate) passing: Passing,
    pub(crate) ty: Type,
    /// Where it stands among the parameters.
    pub(crate) index: usize,
}

/// The receiver.
pub(crate) struct SelfParam {
    pub(crate) token: Token![self],
    pub(crate) passing: Passing,
    /// `self: Pin<&mut Self>`, which can be neither cloned nor reborrowed.
    pub(crate) pinned: bool,
    /// The type's tokens (`&mut self` itself, if shorthand).
    pub(crate) shown: TokenStream,
}

impl Param {
    /// Reads the parameter at `index`, counted without the receiver.
    pub(crate) fn new(typed: &PatType, index: usize) -> Self {
        let cfgs = typed.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect();
        let ty = (*typed.ty).clone();
        let passing = passing(&ty);
        let generated = format_ident!("__ewrap_arg{index}", span = Span::mixed_site());
        match &*typed.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Self {
                cfgs,
                name: pat.ident.clone(),
                generated: false,
                mutability: pat.mutability,
                pattern: None,
                passing,
                ty,
                index,
            },
            Pat::Wild(_) => {
                Self { cfgs, name: generated, generated: true, mutability: None, pattern: None, passing, ty, index }
            }
            pattern => {
                let pattern = Some(pattern.clone());
                Self { cfgs, name: generated, generated: true, mutability: None, pattern, passing, ty, index }
            }
        }
    }

    /// Whether the type is spelled like a number, `bool` or `char`: nothing happens when such an argument is dropped.
    pub(crate) fn is_plain(&self) -> bool {
        let Type::Path(path) = bare(&self.ty) else { return false };
        path.path.get_ident().is_some_and(|name| PLAIN.iter().any(|plain| name == plain))
    }

    /// Whether the body owns the argument although nothing names it: `_` and `_unused`.
    pub(crate) fn is_silent(&self) -> bool {
        self.generated || self.name.to_string().starts_with('_')
    }
}

impl SelfParam {
    pub(crate) fn new(receiver: &Receiver) -> Self {
        let token = receiver.self_token;
        let (passing, pinned, shown) = match &receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => (
                if mutability.is_some() { Passing::Unique } else { Passing::Shared },
                false,
                receiver.to_token_stream(),
            ),
            ReceiverKind::Typed(_, ty) => (passing(ty), is_pinned_unique(ty), ty.to_token_stream()),
            _ => (Passing::Value, false, receiver.to_token_stream()),
        };
        Self { token, passing, pinned, shown }
    }
}

/// The type inside parentheses and invisible groups.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        ty => ty,
    }
}

fn passing(ty: &Type) -> Passing {
    match bare(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Unique,
        Type::Reference(_) => Passing::Shared,
        _ => Passing::Value,
    }
}

/// Whether `ty` is `Pin<&mut ..>`, by its spelling.
fn is_pinned_unique(ty: &Type) -> bool {
    let Type::Path(path) = bare(ty) else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let syn::PathArguments::AngleBracketed(generics) = &last.arguments else { return false };
    last.ident == "Pin"
        && generics
            .args
            .iter()
            .any(|argument| matches!(argument, syn::GenericArgument::Type(ty) if passing(ty) == Passing::Unique))
}

/// The receiver and the parameters of a signature.
pub(crate) fn read(signature: &syn::Signature) -> (Option<SelfParam>, Vec<Param>) {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    let params = typed.enumerate().map(|(index, typed)| Param::new(typed, index)).collect();
    (signature.receiver().map(SelfParam::new), params)
}

/// The names that a pattern binds.
pub(crate) fn bindings(pattern: &Pat) -> Vec<Ident> {
    let all = |patterns: &mut dyn Iterator<Item = &Pat>| patterns.flat_map(bindings).collect();
    match pattern {
        Pat::Ident(pat) => {
            let inner = pat.subpat.iter().flat_map(|(_, pattern)| bindings(pattern));
            std::iter::once(pat.ident.clone()).chain(inner).collect()
        }
        Pat::Paren(pat) => bindings(&pat.pat),
        Pat::Reference(pat) => bindings(&pat.pat),
        Pat::Tuple(pat) => all(&mut pat.elems.iter()),
        Pat::TupleStruct(pat) => all(&mut pat.elems.iter()),
        Pat::Slice(pat) => all(&mut pat.elems.iter()),
        Pat::Struct(pat) => all(&mut pat.fields.iter().map(|field| &*field.pat)),
        Pat::Or(pat) => all(&mut pat.cases.iter().take(1)),
        _ => Vec::new(),
    }
}
