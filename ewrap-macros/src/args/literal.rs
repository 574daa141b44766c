//! Literals and expressions, as far as messages must tell them apart.
//!
//! Invariant: reads tokens, decides nothing; what a word accepts is said in `value`, `fallback` and `judge`.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Expr, Lit};

use crate::report::Mistake;
use crate::tokens::is_punct;

/// A value that is one literal, perhaps behind a minus.
pub(crate) enum Sole {
    Negative,
    Literal(Lit),
    Other,
}

/// What kind of value `tokens` are.
pub(crate) fn sole(tokens: &TokenStream) -> Sole {
    let mut trees = tokens.clone().into_iter();
    let (first, second, third) = (trees.next(), trees.next(), trees.next());
    match (first, second, third) {
        (Some(TokenTree::Literal(literal)), None, None) => Sole::Literal(Lit::new(literal)),
        (Some(minus), Some(TokenTree::Literal(_)), None) if is_punct(Some(&minus), '-') => Sole::Negative,
        (Some(TokenTree::Ident(word)), None, None) if word == "true" || word == "false" => {
            Sole::Literal(Lit::Bool(syn::LitBool::new(word == "true", word.span())))
        }
        _ => Sole::Other,
    }
}

/// The text of a value that is one string literal.
pub(crate) fn text(tokens: &TokenStream) -> Option<String> {
    match sole(tokens) {
        Sole::Literal(Lit::Str(literal)) => Some(literal.value()),
        _ => None,
    }
}

/// Parses an expression; a mistake names the word and shows its example.
pub(crate) fn expression(word: &str, example: &str, tokens: &TokenStream) -> Result<Expr, Mistake> {
    syn::parse2(tokens.clone())
        .map_err(|_| Mistake::under(tokens, format!("the value of `{word}` is not an expression: write `{example}`")))
}
