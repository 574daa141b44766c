//! From the attribute's tokens to single arguments.
//!
//! Splits at top-level commas before any value is parsed, so that one bad value cannot hide the next. A comma inside
//! `<..>` or between the bars of a closure belongs to the value. Invariant: every token lands in exactly one argument.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, TokenStream, TokenTree};

use super::unknown::{meant, unknown};
use crate::report::{Mistake, Mistakes, Spot};
use crate::synonyms::{own_word, word_with_unit};
use crate::tokens::{is_ident, is_punct, unwrap_invisible};
use crate::words::{Word, look_up};

/// One argument: its word, and what was given for it.
#[derive(Debug)]
pub(crate) struct Argument {
    pub(crate) key: Ident,
    pub(crate) given: Given,
}

/// The two forms an argument can have.
#[derive(Debug)]
pub(crate) enum Given {
    /// `word = tokens`
    Value(TokenStream),
    /// `word(tokens)`
    List(Group),
}

/// An attribute, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub(crate) arguments: Vec<Argument>,
    /// The words that it is about, in whatever form and however spelled.
    pub(crate) about: Vec<&'static str>,
}

/// Splits the tokens of an attribute; what has no form is reported and left out.
pub(crate) fn split(tokens: TokenStream, mistakes: &mut Mistakes) -> Split {
    let trees: Vec<TokenTree> = unwrap_invisible(tokens).into_iter().collect();
    let mut found = Split::default();
    for piece in at_commas(&trees, mistakes) {
        for piece in at_missing_commas(piece, mistakes) {
            found.about.extend(about(piece));
            found.arguments.extend(mistakes.keep(argument(piece)));
        }
    }
    found
}

fn about(piece: &[TokenTree]) -> Option<&'static str> {
    match piece {
        [TokenTree::Literal(literal)] => is_string(literal).then_some("name"),
        [TokenTree::Ident(_), colon, ..] if is_punct(Some(colon), ':') && is_joint(Some(colon)) => Some("name"),
        [TokenTree::Ident(word), ..] => meant(&word.to_string()),
        _ => None,
    }
}

fn is_string(literal: &Literal) -> bool {
    literal.to_string().starts_with('"')
}

/// The pieces between the commas that separate arguments.
fn at_commas<'a>(trees: &'a [TokenTree], mistakes: &mut Mistakes) -> Vec<&'a [TokenTree]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, tree) in trees.iter().enumerate() {
        if is_punct(Some(tree), ',') && (!is_inside_value(&trees[start..at]) || begins_argument(&trees[at + 1..])) {
            if start == at {
                mistakes.push(Mistake::under(tree, "a comma too many: remove it"));
            } else {
                pieces.push(&trees[start..at]);
            }
            start = at + 1;
        }
    }
    if start < trees.len() {
        pieces.push(&trees[start..]);
    }
    pieces
}

/// Whether a `<` or the first bar of a closure is still open at the end of `piece`.
fn is_inside_value(piece: &[TokenTree]) -> bool {
    let mut angles = 0_usize;
    let mut in_bars = false;
    for (at, tree) in piece.iter().enumerate() {
        let TokenTree::Punct(punct) = tree else { continue };
        let follows = |character| at > 0 && is_punct(piece.get(at - 1), character);
        match punct.as_char() {
            '|' if in_bars => in_bars = false,
            '|' => in_bars = opens_closure(&piece[..at]),
            '<' => angles += 1,
            '>' if !follows('-') && !follows('=') => angles = angles.saturating_sub(1),
            _ => {}
        }
    }
    in_bars || angles > 0
}

/// Whether a bar after `before` begins a closure: right behind the `=`, or behind `async`, `move` there.
fn opens_closure(before: &[TokenTree]) -> bool {
    let mut before = before;
    while let [head @ .., last] = before {
        if !is_ident(Some(last), "move") && !is_ident(Some(last), "async") {
            break;
        }
        before = head;
    }
    is_punct(before.last(), '=')
}

/// Whether `trees` begin with one of our words and its value.
fn begins_argument(trees: &[TokenTree]) -> bool {
    matches!(trees.first(), Some(TokenTree::Ident(ident)) if is_known(ident)) && (assigns(trees) || trees.len() == 1)
}

fn is_known(ident: &Ident) -> bool {
    let word = ident.to_string();
    look_up(&word).is_some() || own_word(&word).is_some() || word_with_unit(&word).is_some()
}

/// Whether the second token is a lone `=`.
fn assigns(trees: &[TokenTree]) -> bool {
    matches!(trees.get(1), Some(TokenTree::Punct(punct)) if punct.as_char() == '=')
        && !(is_joint(trees.get(1)) && (is_punct(trees.get(2), '=') || is_punct(trees.get(2), '>')))
}

fn is_joint(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint)
}

/// Splits `name = "db" threshold = 5` where the comma should be.
fn at_missing_commas<'a>(piece: &'a [TokenTree], mistakes: &mut Mistakes) -> Vec<&'a [TokenTree]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for at in 1..piece.len() {
        let value_ended = at > start + 2 && !matches!(piece[at - 1], TokenTree::Punct(_));
        if value_ended && begins_argument(&piece[at..]) && assigns(&piece[at..]) {
            mistakes.push(Mistake::under(&piece[at], format!("a comma is missing before `{}`", piece[at])));
            pieces.push(&piece[start..at]);
            start = at;
        }
    }
    pieces.push(&piece[start..]);
    pieces
}

/// Reads one piece as `word = value` or `word(list)`.
fn argument(piece: &[TokenTree]) -> Result<Argument, Mistake> {
    let all: TokenStream = piece.iter().cloned().collect();
    let Some(TokenTree::Ident(key)) = piece.first() else {
        return Err(Mistake::under(all, no_word(piece)));
    };
    let word = look_up(&key.to_string());
    let example = word.map_or_else(|| format!("{key} = .."), |word| word.example.to_owned());
    match piece.get(1) {
        None => Err(Mistake::under(key, no_value(key, word, &example))),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis && piece.len() == 2 => {
            Ok(Argument { key: key.clone(), given: Given::List(group.clone()) })
        }
        Some(_) if assigns(piece) => value(key, &piece[1..], &example),
        Some(second) => Err(no_equals(key, second, piece, &example)),
    }
}

fn value(key: &Ident, rest: &[TokenTree], example: &str) -> Result<Argument, Mistake> {
    let tokens: TokenStream = rest[1..].iter().cloned().collect();
    if tokens.is_empty() {
        let spot = Spot { first: key.span(), last: rest[0].span() };
        return Err(Mistake::at(spot, format!("a value is missing after `{key} =`: write `{example}`")));
    }
    Ok(Argument { key: key.clone(), given: Given::Value(unwrap_invisible(tokens)) })
}

/// What to say where a word stands alone.
fn no_value(key: &Ident, word: Option<&Word>, example: &str) -> String {
    match word {
        None => unknown(&key.to_string(), None),
        Some(word) if word.default == "required" => format!("`{key}` needs a value: write `{example}`"),
        Some(word) => {
            format!("`{key}` needs a value: write `{example}`, or leave it out for the default ({})", word.default)
        }
    }
}

/// What to say where an argument does not begin with a word.
fn no_word(piece: &[TokenTree]) -> String {
    match piece {
        [TokenTree::Literal(literal)] if is_string(literal) => {
            format!("a value needs its word: write `name = {literal}`")
        }
        [TokenTree::Literal(literal)] => {
            format!("`{literal}` stands alone: write a word before it, such as `threshold = {literal}`")
        }
        _ => "expected a word and its value, such as `name = \"db\"`".to_owned(),
    }
}

/// What to say where the word is not followed by `=` or a list.
fn no_equals(key: &Ident, second: &TokenTree, piece: &[TokenTree], example: &str) -> Mistake {
    let third_is = |character| is_joint(Some(second)) && is_punct(piece.get(2), character);
    let both = Spot { first: second.span(), last: piece.get(2).unwrap_or(second).span() };
    let say = |found: &str| format!("write `=` instead of `{found}`: `{example}`");
    match second {
        TokenTree::Punct(punct) if punct.as_char() == '=' && third_is('=') => Mistake::at(both, say("==")),
        TokenTree::Punct(punct) if punct.as_char() == '=' && third_is('>') => Mistake::at(both, say("=>")),
        TokenTree::Punct(punct) if punct.as_char() == ':' && third_is(':') => {
            let path: TokenStream = piece.iter().cloned().collect();
            Mistake::under(path, "a path is not an argument: write `name = <path>`, or `fallback = <path>`")
        }
        TokenTree::Punct(punct) if punct.as_char() == ':' => Mistake::under(second, say(":")),
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
            Mistake::under(second, format!("`{key}` does not take a list like this: write `{example}`"))
        }
        _ => Mistake::under(second, format!("`=` is missing after `{key}`: write `{example}`")),
    }
}
