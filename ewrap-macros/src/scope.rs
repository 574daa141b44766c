//! Whose names a closure means: its own, or the function's.
//!
//! Scanned, not parsed. Understood is what certainly binds a name: `let` statements, parameters of closures, arms of a
//! `match`. Invariant: in doubt a name is the function's.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::tokens::{is_ident, is_punct, use_at};

/// The first token by which `tokens` use the variable `name` of the function.
pub(crate) fn free_use(tokens: &TokenStream, name: &Ident) -> Option<TokenTree> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    scan(&trees, name)
}

fn scan(trees: &[TokenTree], name: &Ident) -> Option<TokenTree> {
    let mut rest = trees;
    let mut before: Option<&TokenTree> = None;
    while let [first, tail @ ..] = rest {
        if let Some(bound) = statement(before, rest).filter(|bound| binds(bound.pattern, name, false)) {
            return scan(bound.value, name);
        }
        if let Some(closure) = closure(before, rest).filter(|closure| binds(closure.pattern, name, false)) {
            (before, rest) = (closure.value.last().or(Some(first)), closure.rest);
            continue;
        }
        let at = trees.len() - rest.len();
        let found = match first {
            TokenTree::Group(group) => inside(group.delimiter(), before, &group.stream(), name),
            _ => use_at(trees, at, name),
        };
        if found.is_some() {
            return found;
        }
        (before, rest) = (Some(first), tail);
    }
    None
}

/// The same in a group that follows `before`.
fn inside(delimiter: Delimiter, before: Option<&TokenTree>, tokens: &TokenStream, name: &Ident) -> Option<TokenTree> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_match = delimiter == Delimiter::Brace && !is_punct(before, '!') && arrow(&trees).is_some();
    if is_match { arms(&trees, name) } else { scan(&trees, name) }
}

/// What binds names, and where they mean what.
struct Binding<'a> {
    pattern: &'a [TokenTree],
    value: &'a [TokenTree],
    rest: &'a [TokenTree],
}

/// `let pattern = value;` at the front of `rest`.
fn statement<'a>(before: Option<&TokenTree>, rest: &'a [TokenTree]) -> Option<Binding<'a>> {
    let begins = match before {
        None => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        before => is_punct(before, ';'),
    };
    let ([word, tail @ ..], true) = (rest, begins) else { return None };
    let end = tail.iter().position(|tree| is_punct(Some(tree), ';')).filter(|_| is_ident(Some(word), "let"))?;
    let (statement, rest) = tail.split_at_checked(end)?;
    let equals = statement.iter().position(|tree| is_punct(Some(tree), '=')).unwrap_or(end);
    let (pattern, value) = statement.split_at_checked(equals)?;
    Some(Binding { pattern, value, rest })
}

/// `|pattern| value` at the front of `rest`; the value ends at a comma or a semicolon.
fn closure<'a>(before: Option<&TokenTree>, rest: &'a [TokenTree]) -> Option<Binding<'a>> {
    let begins = match before {
        None => true,
        Some(TokenTree::Ident(word)) => word == "move" || word == "async" || word == "return",
        before => [',', ';', '='].iter().any(|mark| is_punct(before, *mark)),
    };
    let ([_, tail @ ..], true) = (rest, begins && is_punct(rest.first(), '|')) else { return None };
    let close = tail.iter().position(|tree| is_punct(Some(tree), '|'))?;
    let (pattern, tail) = tail.split_at_checked(close)?;
    let ends = |tree: &TokenTree| is_punct(Some(tree), ',') || is_punct(Some(tree), ';');
    let end = tail.iter().position(ends).unwrap_or(tail.len());
    let (value, rest) = tail.split_at_checked(end)?;
    Some(Binding { pattern, value, rest })
}

/// The arms of a `match`.
fn arms(trees: &[TokenTree], name: &Ident) -> Option<TokenTree> {
    let mut rest = trees;
    while let Some((head, tail)) = arrow(rest).and_then(|at| rest.split_at_checked(at)) {
        let [_, _, tail @ ..] = tail else { break };
        let end = match tail {
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => 1,
            _ => tail.iter().position(|tree| is_punct(Some(tree), ',')).unwrap_or(tail.len()),
        };
        let (value, tail) = tail.split_at_checked(end)?;
        let guard = head.iter().position(|tree| is_ident(Some(tree), "if")).unwrap_or(head.len());
        let (pattern, guard) = head.split_at_checked(guard)?;
        if !binds(pattern, name, false) {
            if let Some(found) = scan(guard, name).or_else(|| scan(value, name)) {
                return Some(found);
            }
        }
        rest = match tail {
            [comma, tail @ ..] if is_punct(Some(comma), ',') => tail,
            tail => tail,
        };
    }
    scan(rest, name)
}

/// Where the first `=>` is.
fn arrow(trees: &[TokenTree]) -> Option<usize> {
    trees
        .windows(2)
        .position(|pair| matches!(pair, [equals, more] if is_punct(Some(equals), '=') && is_punct(Some(more), '>')))
}

/// Whether a pattern binds `name`: as a word that is no path, no constructor and, in braces, no field's name.
fn binds(pattern: &[TokenTree], name: &Ident, in_braces: bool) -> bool {
    let word = name.to_string();
    pattern.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Group(group) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            binds(&inner, name, group.delimiter() == Delimiter::Brace)
        }
        TokenTree::Ident(ident) if *ident == word => {
            let next = pattern.get(at + 1);
            let is_path = is_punct(next, ':') && is_punct(pattern.get(at + 2), ':');
            let after_colon = at > 0 && is_punct(pattern.get(at - 1), ':') && !in_braces;
            let is_field = in_braces && is_punct(next, ':');
            !is_path && !after_colon && !is_field && !matches!(next, Some(TokenTree::Group(_)))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::free_use;
    use proc_macro2::TokenStream;
    use quote::{format_ident, quote};

    fn uses(tokens: &TokenStream) -> bool {
        free_use(tokens, &format_ident!("id")).is_some()
    }

    #[test]
    fn a_name_that_the_closure_binds_is_its_own() {
        for tokens in [
            quote!({
                let id = 5;
                Ok(id)
            }),
            quote!({
                f();
                let (a, id): (u8, u8) = pair;
                if id > 5 { id } else { a }
            }),
            quote!(list.map(|id| id + 1)),
            quote!(list.fold(0, |a, id: u8| a + id)),
            quote!(list.map(move |Id { id, .. }| { id })),
            quote!(match cause {
                Failed(id) => Ok(id),
                Rejected(_) => {
                    let id = 3;
                    Ok(id)
                }
            }),
            quote!(match cause {
                Failed(E { id, .. }) if id > 5 => id,
                _ => 0,
            }),
            quote!(match cause {
                A { x: id } | B(id) => id,
            }),
        ] {
            assert!(!uses(&tokens), "{tokens}");
        }
    }

    #[test]
    fn in_doubt_it_is_the_functions() {
        for tokens in [
            quote!(Ok(id)),
            quote!({
                let id = id + 5;
                Ok(id)
            }),
            quote!({
                let x = {
                    let id = 5;
                    id
                };
                Ok(id + x)
            }),
            quote!({
                g(id);
                let id = 5;
                Ok(id)
            }),
            quote!({
                let id2 = 5;
                format!("{id}")
            }),
            quote!(list.map(|id| id + 1, id)),
            quote!(list.map(|x| x + id)),
            quote!(match cause {
                Failed(id) => Ok(id),
                Rejected(_) => Ok(id),
            }),
            quote!(match id {
                Failed(id) => id,
                _ => 0,
            }),
            quote!(match cause {
                E { id: x } => x,
                _ if id > 5 => 1,
            }),
            quote!(if let Some(x) = id { x } else { 0 }),
            quote!({
                let Some(x) = y else {
                    return id;
                };
                x
            }),
            quote!(a | id | b),
            quote!({
                let x: id = 5;
                id
            }),
        ] {
            assert!(uses(&tokens), "{tokens}");
        }
    }
}
