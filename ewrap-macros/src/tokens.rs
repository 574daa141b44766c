//! Looking into token streams without parsing them.
//!
//! Bodies and closures are scanned, never parsed: what does not parse must still expand. Invariant: the functions
//! here keep every token, its span and its order.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// The content of the invisible groups that `macro_rules` puts around what it substitutes.
pub(crate) fn unwrap_invisible(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => {
            unwrap_invisible(group.stream())
        }
        _ => tokens,
    }
}

/// The brace group that `tree` is, seen through invisible groups.
pub(crate) fn braces(tree: &TokenTree) -> Option<Group> {
    let TokenTree::Group(group) = tree else { return None };
    match group.delimiter() {
        Delimiter::Brace => Some(group.clone()),
        Delimiter::None => {
            let mut inner = group.stream().into_iter();
            let found = braces(&inner.next()?)?;
            inner.next().is_none().then_some(found)
        }
        _ => None,
    }
}

/// Whether `tree` is the punctuation `character`.
pub(crate) fn is_punct(tree: Option<&TokenTree>, character: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

/// Whether `tree` is the word `word`.
pub(crate) fn is_ident(tree: Option<&TokenTree>, word: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == word)
}

/// The first token that satisfies `wanted`, at any depth.
pub(crate) fn find(tokens: TokenStream, wanted: &dyn Fn(&TokenTree) -> bool) -> Option<TokenTree> {
    tokens.into_iter().find_map(|tree| match tree {
        TokenTree::Group(group) => find(group.stream(), wanted),
        tree => wanted(&tree).then_some(tree),
    })
}

/// The first word `name` in `tokens`, at any depth.
pub(crate) fn find_word(tokens: &TokenStream, name: &str) -> Option<TokenTree> {
    find(tokens.clone(), &|tree| is_ident(Some(tree), name))
}

/// Whether `tokens` use the variable `name`, as a word or inside a format string.
pub(crate) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    use_of(tokens, name).is_some()
}

/// The first token by which `tokens` use the variable `name`; fields, methods and path segments are not it.
pub(crate) fn use_of(tokens: &TokenStream, name: &Ident) -> Option<TokenTree> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    trees.iter().enumerate().find_map(|(at, tree)| match tree {
        TokenTree::Group(group) => use_of(&group.stream(), name),
        _ => use_at(&trees, at, name),
    })
}

/// The token at `at`, if it uses the variable `name`.
pub(crate) fn use_at(trees: &[TokenTree], at: usize, name: &Ident) -> Option<TokenTree> {
    let word = name.to_string();
    let shown = word.strip_prefix("r#").unwrap_or(&word);
    trees
        .get(at)
        .filter(|tree| match tree {
            TokenTree::Ident(ident) => *ident == word && is_variable(trees, at),
            TokenTree::Literal(literal) => interpolates(&literal.to_string(), shown),
            _ => false,
        })
        .cloned()
}

/// Whether the word at `at` stands where a variable can: not behind a single `.`, not beside `::`, not before `:`.
fn is_variable(trees: &[TokenTree], at: usize) -> bool {
    let before = |back: usize, character| at >= back && is_punct(trees.get(at - back), character);
    let is_member = before(1, '.') && !before(2, '.');
    let is_segment = before(1, ':') && before(2, ':');
    !is_member && !is_segment && !is_punct(trees.get(at + 1), ':')
}

/// Whether `tokens` assign to a field or an element of the variable `name`: `name.field = ..`, `name.0[i] += ..`.
pub(crate) fn assigns_into(tokens: &TokenStream, name: &str) -> bool {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => assigns_into(&group.stream(), name),
        tree => is_ident(Some(tree), name) && is_assigned(after_place(&trees[at + 1..])),
    })
}

/// What follows the fields and elements at the front of `trees`; nothing if there are none.
fn after_place(trees: &[TokenTree]) -> &[TokenTree] {
    let mut rest = trees;
    loop {
        rest = match rest {
            [dot, TokenTree::Ident(_) | TokenTree::Literal(_), tail @ ..] if is_punct(Some(dot), '.') => tail,
            [TokenTree::Group(index), tail @ ..] if index.delimiter() == Delimiter::Bracket => tail,
            _ => break,
        };
    }
    if rest.len() == trees.len() { &[] } else { rest }
}

/// Whether `trees` begin with `=` or an operator like `+=`.
fn is_assigned(trees: &[TokenTree]) -> bool {
    let operator: String = trees
        .iter()
        .map_while(|tree| if let TokenTree::Punct(punct) = tree { Some(punct.as_char()) } else { None })
        .take(3)
        .collect();
    let compares = ["==", "=>", "<=", ">="].iter().any(|other| operator.starts_with(other));
    let assigns = ["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="];
    !compares && assigns.iter().any(|known| operator.starts_with(known))
}

/// Whether the text of a literal has `{name}`, `{name:..}` or `{..:name$}` in it.
fn interpolates(literal: &str, name: &str) -> bool {
    literal.contains('"')
        && literal.match_indices(name).any(|(at, _)| {
            let before = literal[..at].trim_end();
            let after = literal[at + name.len()..].trim_start();
            (before.ends_with('{') && after.starts_with(['}', ':'])) || (after.starts_with('$') && before.contains('{'))
        })
}

#[cfg(test)]
mod tests {
    use super::{assigns_into, mentions, unwrap_invisible};
    use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
    use quote::{format_ident, quote};

    #[test]
    fn a_name_is_found_as_a_word_and_in_format_strings() {
        let id = format_ident!("id");
        assert!(mentions(&quote!(f(|x| { x + id })), &id));
        assert!(mentions(&quote!(format!("{id}")), &id));
        assert!(mentions(&quote!(format!("{id:>5}")), &id));
        assert!(mentions(&quote!(format!("{:id$}", 5)), &id));
        assert!(mentions(&quote!(0..id), &id));
        assert!(mentions(&quote!(User { id }), &id));
        assert!(!mentions(&quote!(format!("id {}", idle)), &id));
        assert!(!mentions(&quote!(x.id().id + id::new() + a::id + User { id: 5 }), &id));
        assert!(mentions(&quote!(print!("{type}")), &syn::Ident::new_raw("type", Span::call_site())));
    }

    #[test]
    fn assignments_into_a_variable_are_found() {
        for tokens in [
            quote!(g.a = 1),
            quote!({
                x();
                g.a.b += 1
            }),
            quote!(g[0] = 2),
            quote!(g.0.1 <<= 2),
            quote!(g.a = *b),
        ] {
            assert!(assigns_into(&tokens, "g"), "{tokens}");
        }
        for tokens in
            [quote!(g = 1), quote!(g.a == 1), quote!(g.a >= 1), quote!(g.a(x)), quote!(h.a = g), quote!(g.a => 1)]
        {
            assert!(!assigns_into(&tokens, "g"), "{tokens}");
        }
    }

    #[test]
    fn invisible_groups_are_seen_through() {
        let mut tokens: TokenStream = quote!(5);
        for _ in 0..3 {
            tokens = TokenTree::from(Group::new(Delimiter::None, tokens)).into();
        }
        assert_eq!(unwrap_invisible(tokens).to_string(), "5");
    }
}
