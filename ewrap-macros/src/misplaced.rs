//! The attribute on something that is not a function.
//!
//! Asked before the item is parsed, by its first words alone. Invariant: whatever begins a function passes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::report::Mistake;
use crate::tokens::{is_ident, is_punct};

/// Why the item cannot be guarded, if its first words say so.
pub(crate) fn diagnose(item: &TokenStream) -> Option<Mistake> {
    let trees: Vec<TokenTree> = item.clone().into_iter().collect();
    let rest = after_visibility(after_attributes(&trees));
    let Some(first) = rest.first() else {
        return Some(Mistake::at(proc_macro2::Span::call_site(), "`#[circuit_breaker]` belongs on a function"));
    };
    if is_function(rest) {
        return None;
    }
    let named = if is_ident(Some(first), "unsafe") { rest.get(1).unwrap_or(first) } else { first };
    Some(Mistake::under(named, message(&named.to_string(), rest)))
}

fn message(word: &str, rest: &[TokenTree]) -> String {
    match word {
        "impl" | "trait" => {
            format!("`#[circuit_breaker]` guards one function: put it on each function of the `{word}` that may fail")
        }
        "mod" => {
            "`#[circuit_breaker]` guards one function: put it on the functions of the module that may fail".to_owned()
        }
        "extern" if rest.len() > 2 => {
            "functions of other languages have no body to guard: put `#[circuit_breaker]` on a function that calls them"
                .to_owned()
        }
        "struct" | "enum" | "union" | "type" | "use" | "static" | "const" | "extern" | "macro_rules" => {
            format!("`#[circuit_breaker]` belongs on a function, not on `{word}`")
        }
        "let" | "|" | "move" | "async" | "return" | "match" | "if" => {
            "`#[circuit_breaker]` belongs on a function: for a closure or a block use `breaker.call(|| ..)`".to_owned()
        }
        _ => "`#[circuit_breaker]` belongs on a function".to_owned(),
    }
}

/// Whether `rest` begins like a function: `const async unsafe extern "C" fn`, in any order that people try.
fn is_function(rest: &[TokenTree]) -> bool {
    for tree in rest {
        match tree {
            TokenTree::Ident(word) if word == "fn" => return true,
            TokenTree::Ident(word)
                if ["const", "async", "unsafe", "safe", "extern", "default"].iter().any(|known| word == known) => {}
            TokenTree::Literal(_) => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {}
            _ => return false,
        }
    }
    false
}

fn after_attributes(mut trees: &[TokenTree]) -> &[TokenTree] {
    while is_punct(trees.first(), '#') && matches!(trees.get(1), Some(TokenTree::Group(_))) {
        trees = &trees[2..];
    }
    trees
}

fn after_visibility(trees: &[TokenTree]) -> &[TokenTree] {
    match trees {
        [TokenTree::Group(group), rest @ ..]
            if group.delimiter() == Delimiter::None && !is_like_item(group.stream()) =>
        {
            rest
        }
        [word, TokenTree::Group(group), rest @ ..]
            if is_ident(Some(word), "pub") && group.delimiter() == Delimiter::Parenthesis =>
        {
            rest
        }
        [word, rest @ ..] if is_ident(Some(word), "pub") => rest,
        trees => trees,
    }
}

/// Whether an invisible group holds more than a visibility.
fn is_like_item(stream: TokenStream) -> bool {
    let first = stream.into_iter().next();
    first.is_some() && !is_ident(first.as_ref(), "pub")
}
