//! `key`: an expression over the function's arguments, one circuit for each of its values.
//!
//! Invariant: what is given back parses, and is not the same at every call as far as its form tells.

use proc_macro2::TokenStream;
use syn::{Expr, Lit};

use super::literal::{Sole, expression, sole};
use crate::report::Mistake;

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
