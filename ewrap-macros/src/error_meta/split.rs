//! From the tokens of a `#[meta(..)]` to single words, each with what was given for it.
//!
//! Splits at top-level commas before any value is parsed, so that one bad value cannot hide the next. Invariant: every
//! token lands in exactly one argument, or under a mistake.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::words::{look_up, own_word};
use crate::report::{Mistake, Mistakes, Spot};
use crate::tokens::{is_punct, unwrap_invisible};

/// What was given for a word.
#[derive(Debug)]
pub(crate) enum Given {
    /// `word`
    Alone,
    /// `word = tokens`
    Value(TokenStream),
    /// `word(tokens)`
    List(Group),
}

/// One word of an attribute.
#[derive(Debug)]
pub(crate) struct Argument {
    pub(crate) key: Ident,
    pub(crate) given: Given,
}

/// The words of the `#[meta(..)]` among these attributes.
pub(crate) fn arguments(attributes: &[Attribute], mistakes: &mut Mistakes) -> Vec<Argument> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("meta")) {
        match &attribute.meta {
            Meta::List(list) => split(list.tokens.clone(), mistakes, &mut found),
            other => {
                mistakes.push(Mistake::under(other, "write the words in parentheses: `#[meta(kind = NotFound)]`"));
            }
        }
    }
    found
}

fn split(tokens: TokenStream, mistakes: &mut Mistakes, found: &mut Vec<Argument>) {
    let trees: Vec<TokenTree> = unwrap_invisible(tokens).into_iter().collect();
    let mut start = 0;
    for at in 0..=trees.len() {
        let ends = at == trees.len() || (is_punct(trees.get(at), ',') && !is_inside_angles(&trees[start..at]));
        if !ends {
            continue;
        }
        if start < at {
            pieces(&trees[start..at], mistakes, found);
        } else if at < trees.len() {
            mistakes.push(Mistake::under(&trees[at], "a comma too many: remove it"));
        }
        start = at + 1;
    }
}

/// Whether a `<` that opens generic arguments is still open at the end of `piece`.
fn is_inside_angles(piece: &[TokenTree]) -> bool {
    let mut open = 0_usize;
    for (at, tree) in piece.iter().enumerate() {
        let follows = |character| at > 0 && is_punct(piece.get(at - 1), character);
        if is_punct(Some(tree), '<') && (open > 0 || follows(':') || follows('=')) {
            open += 1;
        } else if is_punct(Some(tree), '>') && !follows('-') && !follows('=') {
            open = open.saturating_sub(1);
        }
    }
    open > 0
}

/// Reads what stands between two commas; splits it where a comma is missing.
fn pieces(piece: &[TokenTree], mistakes: &mut Mistakes, found: &mut Vec<Argument>) {
    let mut start = 0;
    for at in 1..piece.len() {
        let value_ended = at > start + 2 && !matches!(piece[at - 1], TokenTree::Punct(_));
        if value_ended && is_word(&piece[at]) && assigns(&piece[at..]) {
            mistakes.push(Mistake::under(&piece[at], format!("a comma is missing before `{}`", piece[at])));
            found.extend(mistakes.keep(argument(&piece[start..at])));
            start = at;
        }
    }
    found.extend(mistakes.keep(argument(&piece[start..])));
}

fn is_word(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(ident) if look_up(&ident.to_string()).or(own_word(&ident.to_string())).is_some())
}

/// Whether the second token is a lone `=`.
fn assigns(trees: &[TokenTree]) -> bool {
    let is_lone = |punct: &proc_macro2::Punct| {
        punct.spacing() == Spacing::Alone || !(is_punct(trees.get(2), '=') || is_punct(trees.get(2), '>'))
    };
    matches!(trees.get(1), Some(TokenTree::Punct(punct)) if punct.as_char() == '=' && is_lone(punct))
}

fn argument(piece: &[TokenTree]) -> Result<Argument, Mistake> {
    let all: TokenStream = piece.iter().cloned().collect();
    let Some(TokenTree::Ident(key)) = unwrap_invisible(piece[0].to_token_stream()).into_iter().next() else {
        return Err(Mistake::under(all, "expected a word, such as `kind = NotFound`"));
    };
    let example = look_up(&key.to_string()).map_or_else(|| format!("{key} = .."), |word| word.example.to_owned());
    match piece.get(1) {
        None => Ok(Argument { key, given: Given::Alone }),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis && piece.len() == 2 => {
            Ok(Argument { key, given: Given::List(group.clone()) })
        }
        Some(second) if assigns(piece) => {
            let tokens: TokenStream = piece[2..].iter().cloned().collect();
            if tokens.is_empty() {
                let spot = Spot { first: key.span(), last: second.span() };
                return Err(Mistake::at(spot, format!("a value is missing after `{key} =`: write `{example}`")));
            }
            Ok(Argument { key, given: Given::Value(unwrap_invisible(tokens)) })
        }
        Some(second @ TokenTree::Punct(punct)) => {
            let third =
                piece.get(2).filter(|it| punct.spacing() == Spacing::Joint && matches!(it, TokenTree::Punct(_)));
            let spot = Spot { first: second.span(), last: third.unwrap_or(second).span() };
            let found = format!("{second}{}", third.map(ToString::to_string).unwrap_or_default());
            Err(Mistake::at(spot, format!("write `=` instead of `{found}`: `{example}`")))
        }
        Some(second) => Err(Mistake::under(second, format!("write `=` or a comma after `{key}`: `{example}`"))),
    }
}
