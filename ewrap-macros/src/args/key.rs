//! `key`: an expression over the function's arguments, one circuit for each of its values.
//!
//! Invariant: what is given back may be borrowed, and moves no argument by being a tuple.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, Lit};

use super::literal::{Sole, expression, sole};
use crate::report::{Mistake, Spot};

const WRITE: &str = "write `key = tenant`, with the argument that tells the circuits apart";

/// Reads the value of `key`.
pub(crate) fn key(value: TokenStream) -> Result<TokenStream, Mistake> {
    let refuse = |message: String| Err(Mistake::under(&value, message));
    match sole(&value) {
        Sole::Literal(Lit::Str(text)) if syn::parse_str::<Expr>(&text.value()).is_ok_and(|it| !is_constant(&it)) => {
            refuse(format!("`key` is an expression, not a string: write `key = {}`", text.value().trim()))
        }
        Sole::Other => match expression("key", "key = tenant", &value)? {
            Expr::Closure(_) => refuse(format!("`key` is an expression over the arguments, not a closure: {WRITE}")),
            it if is_constant(&it) => refuse(always_the_same(&value)),
            Expr::Tuple(tuple) => Ok(borrowed(&tuple)),
            _ => Ok(value),
        },
        _ => refuse(always_the_same(&value)),
    }
}

fn always_the_same(value: &TokenStream) -> String {
    format!("`key = {}` is the same at every call, which makes one circuit: {WRITE}", shown(value))
}

fn shown(value: &TokenStream) -> String {
    value.to_string().replace("- ", "-").replace("& ", "&").replace("( ", "(").replace(" ,", ",")
}

/// Whether it consists of literals only.
fn is_constant(expression: &Expr) -> bool {
    match expression {
        Expr::Lit(_) => true,
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_constant),
        Expr::Array(array) => array.elems.iter().all(is_constant),
        Expr::Paren(it) => is_constant(&it.expr),
        Expr::Group(it) => is_constant(&it.expr),
        Expr::Reference(it) => is_constant(&it.expr),
        Expr::Unary(it) => is_constant(&it.expr),
        _ => false,
    }
}

/// `(&(a), &(b))` for `(a, b)`: a tuple would take what it is made of, and the body would miss it.
fn borrowed(tuple: &syn::ExprTuple) -> TokenStream {
    let elems = tuple.elems.iter().map(|elem| {
        let Spot { first, last } = Spot::of(elem).mixed();
        let elem = match elem {
            Expr::Tuple(tuple) => borrowed(tuple),
            elem => elem.to_token_stream(),
        };
        let elem = crate::expand::parenthesized(&elem, last);
        quote_spanned!(first=> &#elem)
    });
    let here = Span::mixed_site().located_at(tuple.paren_token.span.join());
    let tokens = quote_spanned!(here=> #(#elems,)*);
    crate::expand::parenthesized(&tokens, here).into_token_stream()
}
