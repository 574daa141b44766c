//! The annotated function, as far as it is parsed: attributes, visibility, signature.
//!
//! The body stays a group of raw tokens, so that what does not parse (yet, in an editor) still expands, and every
//! macro call in it is the user's own affair. Invariant: no token of the user's is lost or reordered.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Signature, Type, Visibility};

use crate::misplaced;
use crate::params::{self, Param, SelfParam};
use crate::report::Mistake;
use crate::tokens::{braces, is_punct};

pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    /// `default`, before a specialisable function.
    pub(crate) default: Option<Ident>,
    pub(crate) signature: Signature,
    pub(crate) receiver: Option<SelfParam>,
    pub(crate) params: Vec<Param>,
    /// `#![..]` and `//!` from the top of the body.
    pub(crate) inner: TokenStream,
    /// The braces and what is in them, without `inner`.
    pub(crate) body: Group,
}

/// Parses the item below the attribute, or says why it is none we can guard.
pub(crate) fn parse(item: TokenStream) -> Result<Function, Mistake> {
    if let Some(mistake) = misplaced::diagnose(&item) {
        return Err(mistake);
    }
    head.parse2(item)?
}

/// The outer error is syn's, about a signature that does not parse; the inner one is ours.
fn head(input: ParseStream<'_>) -> syn::Result<Result<Function, Mistake>> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    let default = if input.peek(syn::Ident) { Some(input.parse()?) } else { None };
    let signature = Signature::parse(input)?;
    let rest: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
    let Some((inner, body)) = rest.first().and_then(braces).map(split_inner) else {
        let name = &signature.ident;
        let spot = rest.last().map_or_else(|| Mistake::under(name, ""), |tree| Mistake::under(tree, "")).spot;
        let message = format!(
            "`{name}` has no body to guard: put the attribute on the functions that implement it, or that call it"
        );
        return Ok(Err(Mistake::at(spot, message)));
    };
    let (receiver, params) = params::read(&signature);
    Ok(Ok(Function { attrs, vis, default, signature, receiver, params, inner, body }))
}

/// Takes the inner attributes off the top of a body.
fn split_inner(body: Group) -> (TokenStream, Group) {
    let trees: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut end = 0;
    while is_punct(trees.get(end), '#')
        && is_punct(trees.get(end + 1), '!')
        && matches!(trees.get(end + 2), Some(TokenTree::Group(_)))
    {
        end += 3;
    }
    if end == 0 {
        return (TokenStream::new(), body);
    }
    let mut rest = Group::new(body.delimiter(), trees[end..].iter().cloned().collect());
    rest.set_span(body.span());
    (trees[..end].iter().cloned().collect(), rest)
}

impl Function {
    /// The declared return type.
    pub(crate) fn output(&self) -> Option<&Type> {
        match &self.signature.output {
            syn::ReturnType::Type(_, ty) => Some(ty),
            syn::ReturnType::Default => None,
        }
    }

    /// Whether the function carries an attribute called `name`.
    pub(crate) fn has_attribute(&self, name: &str) -> bool {
        self.attrs.iter().any(|attr| attr.path().is_ident(name))
    }

    /// Whether the location of the caller must get through to the body.
    pub(crate) fn is_tracked(&self) -> bool {
        self.signature.asyncness.is_none() && self.has_attribute("track_caller")
    }

    /// Whether the signature or the body speak of `Self` or `self`.
    pub(crate) fn speaks_of_self(&self) -> bool {
        let signature = quote::ToTokens::to_token_stream(&self.signature);
        ["Self", "self"].iter().any(|word| {
            crate::tokens::find_word(&signature, word).is_some()
                || crate::tokens::find_word(&self.body.stream(), word).is_some()
        })
    }
}
