//! The neighbouring `#[error(..)]` of thiserror: read, never written.
//!
//! Invariant: what is not understood is thiserror's affair, so nothing here is a mistake.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, LitStr, Meta};

use super::dots;
use super::template::{self, Template};
use crate::tokens::unwrap_invisible;

/// What a type or variant says as its message.
#[derive(Clone, Default)]
pub(crate) enum Message {
    /// There is no `#[error(..)]`.
    #[default]
    None,
    /// A literal without placeholders.
    Literal(String),
    /// A literal with placeholders, and the fields it shows.
    Template(LitStr, Vec<String>),
    /// `transparent`: that of the one field.
    Transparent,
    /// `fmt = ..`, or what we do not know.
    Other,
}

impl Message {
    pub(crate) fn read(attributes: &[Attribute]) -> Self {
        let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("error")) else {
            return Self::None;
        };
        let Meta::List(list) = &attribute.meta else { return Self::Other };
        let mut trees = list.tokens.clone().into_iter();
        let Some(first) = trees.next() else { return Self::Other };
        if matches!(&first, TokenTree::Ident(word) if word == "transparent") {
            return Self::Transparent;
        }
        let Ok(literal) = syn::parse2::<LitStr>(unwrap_invisible(first.into())) else { return Self::Other };
        Self::of(literal, trees.skip(1).collect())
    }

    fn of(literal: LitStr, arguments: TokenStream) -> Self {
        let template = template::parse(&literal.value());
        if arguments.is_empty() {
            if let Some(text) = template.as_ref().ok().and_then(Template::plain) {
                return Self::Literal(text.to_owned());
            }
        }
        let mut names = Vec::new();
        // Positional placeholders, which name no field; an escaped `{{}}` is of no interest here.
        let text = literal.value().replace("{}", "{_}").replace("{:", "{_:");
        if let Ok(template) = template::parse(&text) {
            names.extend(template.names().into_iter().map(|(name, _)| name.to_owned()));
        }
        dots::replace(arguments, &mut |name, _| {
            names.push(name.to_owned());
            TokenStream::new()
        });
        Self::Template(literal, names)
    }

    pub(crate) fn is_there(&self) -> bool {
        !matches!(self, Self::None)
    }
}
