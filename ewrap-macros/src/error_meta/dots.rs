//! `.field` and `.0` in expressions: a dot that nothing stands before.
//!
//! Works on tokens, because such an expression does not parse until its fields have names. Invariant: every other token
//! stays as it is.

use proc_macro2::{Delimiter, Group, Literal, Spacing, TokenStream, TokenTree};

use crate::report::Spot;
use crate::tokens::is_punct;

/// Replaces each field by what `replace` gives for its name and place.
pub(crate) fn replace(tokens: TokenStream, each: &mut dyn FnMut(&str, Spot) -> TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    let mut at = 0;
    while at < trees.len() {
        if is_punct(trees.get(at), '.') && !is_operand(at.checked_sub(1).and_then(|at| trees.get(at))) {
            if let Some((name, rest)) = name(trees.get(at + 1)) {
                out.extend(each(&name, Spot { first: trees[at].span(), last: trees[at + 1].span() }));
                out.extend(rest);
                at += 2;
                continue;
            }
            // A range, `..5` or `..=5`.
            while matches!(&trees[at], TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint) {
                out.extend([trees[at].clone()]);
                at += 1;
                if at == trees.len() {
                    return out;
                }
            }
        }
        out.extend([match &trees[at] {
            TokenTree::Group(group) => {
                let mut new = Group::new(group.delimiter(), replace(group.stream(), each));
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            tree => tree.clone(),
        }]);
        at += 1;
    }
    out
}

/// Whether a field or method may follow.
fn is_operand(tree: Option<&TokenTree>) -> bool {
    const KEYWORDS: &[&str] = &["return", "break", "in", "if", "match", "else", "mut", "while", "move", "as"];
    match tree {
        None => false,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '?' || punct.as_char() == '.',
        Some(TokenTree::Ident(ident)) => !KEYWORDS.contains(&ident.to_string().as_str()),
        Some(TokenTree::Group(group)) => group.delimiter() != Delimiter::Brace,
        Some(TokenTree::Literal(_)) => true,
    }
}

/// The name of a field, and what of its token follows it: `0.1` is the field `0`, then `.1`.
fn name(tree: Option<&TokenTree>) -> Option<(String, Vec<TokenTree>)> {
    match tree? {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            Some((name.strip_prefix("r#").unwrap_or(&name).to_owned(), Vec::new()))
        }
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let (first, second) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
            let is_number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
            let mut rest = Vec::new();
            if let Some(second) = second {
                let mut dot = proc_macro2::Punct::new('.', Spacing::Alone);
                dot.set_span(literal.span());
                rest.push(dot.into());
                if !second.is_empty() {
                    let mut number = Literal::u32_unsuffixed(second.parse().ok()?);
                    number.set_span(literal.span());
                    rest.push(number.into());
                }
            }
            is_number(first).then(|| (first.to_owned(), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::replace;
    use proc_macro2::TokenStream;
    use quote::{format_ident, quote};

    fn play(tokens: TokenStream) -> (String, Vec<String>) {
        let mut names = Vec::new();
        let out = replace(tokens, &mut |name, _| {
            names.push(name.to_owned());
            let ident = format_ident!("f_{}", name);
            quote!((*#ident))
        });
        (out.to_string(), names)
    }

    #[test]
    fn fields_are_found_where_nothing_stands_before_the_dot() {
        for (tokens, expected) in [
            (quote!(.status), quote!((*f_status))),
            (quote!(.0), quote!((*f_0))),
            (quote!(.0 .1), quote!((*f_0).1)),
            (quote!(.r#type.code()), quote!((*f_type).code())),
            (quote!(f(.a, &.b.c, x.y)), quote!(f((*f_a), &(*f_b).c, x.y))),
            (quote!(.a + 1 > .b), quote!((*f_a) + 1 > (*f_b))),
            (quote!(if .a { 1 } else { .b }), quote!(if (*f_a) { 1 } else { (*f_b) })),
            (quote!(x[..5].len()), quote!(x[..5].len())),
            (quote!(matches!(.a, 0..=5 | ..=9)), quote!(matches!((*f_a), 0..=5 | ..=9))),
            (quote!(a().b?.c), quote!(a().b?.c)),
        ] {
            let shown = tokens.to_string();
            assert_eq!(play(tokens).0, expected.to_string(), "{shown}");
        }
    }

    #[test]
    fn a_float_is_a_field_of_a_field() {
        let tokens: TokenStream = ".0.1".parse().unwrap();
        assert_eq!(play(tokens).0.replace(' ', ""), "(*f_0).1");
        assert_eq!(play(".0.len()".parse().unwrap()).1, ["0"]);
    }
}
