//! Mistakes, collected: what is wrong, and which tokens to underline.
//!
//! Every stage before the expansion pushes into one [`Mistakes`]; the entry turns them into `compile_error!`s beside
//! the untouched function. Invariant: nothing here looks at what a mistake is about, and no mistake hides another.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// The first and the last of the tokens to underline (joining two spans is not possible on stable).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Spot {
    /// Where `tokens` stand; the attribute itself if there are none.
    pub(crate) fn of(tokens: impl ToTokens) -> Self {
        let mut spans = tokens.into_token_stream().into_iter().map(|tree| tree.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Self { first, last: spans.last().unwrap_or(first) }
    }

    /// The attribute itself.
    pub(crate) fn attribute() -> Self {
        Self::from(Span::call_site())
    }

    /// The same place, for generated tokens: their names resolve in our own scope and edition, lints leave them alone.
    pub(crate) fn mixed(self) -> Self {
        let here = Span::mixed_site();
        Self { first: here.located_at(self.first), last: here.located_at(self.last) }
    }
}

impl From<Span> for Spot {
    fn from(span: Span) -> Self {
        Self { first: span, last: span }
    }
}

/// One sentence about one place.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    pub(crate) spot: Spot,
    pub(crate) message: String,
}

impl Mistake {
    pub(crate) fn at(spot: impl Into<Spot>, message: impl Into<String>) -> Self {
        Self { spot: spot.into(), message: message.into() }
    }

    /// A mistake under all of `tokens`.
    pub(crate) fn under(tokens: impl ToTokens, message: impl Into<String>) -> Self {
        Self::at(Spot::of(tokens), message)
    }

    fn to_compile_error(&self) -> TokenStream {
        let Spot { first, last } = self.spot;
        let mut literal = Literal::string(&self.message);
        literal.set_span(last);
        let mut group = Group::new(Delimiter::Brace, TokenTree::from(literal).into());
        group.set_span(last);
        let mut out = TokenStream::new();
        // Not `::core`, which the edition 2015 looks for in the user's crate.
        out.extend([TokenTree::from(Ident::new("core", first))]);
        out.extend(colons(first));
        out.extend([TokenTree::from(Ident::new("compile_error", first))]);
        out.extend([TokenTree::from(punct('!', Spacing::Alone, first)), TokenTree::from(group)]);
        out
    }
}

impl From<syn::Error> for Mistake {
    fn from(error: syn::Error) -> Self {
        Self::at(error.span(), error.to_string())
    }
}

/// All that is wrong with one use of the attribute.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mistakes(pub(crate) Vec<Mistake>);

impl Mistakes {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, mistake: Mistake) {
        self.0.push(mistake);
    }

    pub(crate) fn extend(&mut self, mistakes: impl IntoIterator<Item = Mistake>) {
        self.0.extend(mistakes);
    }

    /// Notes the mistake of a failed step, or gives its value.
    pub(crate) fn keep<T>(&mut self, step: Result<T, Mistake>) -> Option<T> {
        step.map_err(|mistake| self.push(mistake)).ok()
    }

    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        self.0.iter().map(Mistake::to_compile_error).collect()
    }
}

/// `::`, every token of it at `span`.
pub(crate) fn colons(span: Span) -> [TokenTree; 2] {
    [punct(':', Spacing::Joint, span).into(), punct(':', Spacing::Alone, span).into()]
}

fn punct(character: char, spacing: Spacing, span: Span) -> Punct {
    let mut punct = Punct::new(character, spacing);
    punct.set_span(span);
    punct
}
