//! Errors to try things with: one as the derive makes them, and one that has no metadata.

use std::error::Error as StdError;
use std::fmt;

use ewrap::{Entry, ErrorKind, ErrorMeta, Facts, Field, Link, Redact, Visitor};
use ewrap_core::__private::{Derived, inventory};

/// What `#[derive(ErrorMeta)]` makes, by hand; with whatever below it.
#[derive(Debug)]
pub(crate) struct StockError {
    pub(crate) item: u32,
    pub(crate) email: String,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl StockError {
    pub(crate) fn new(item: u32) -> Self {
        Self { item, email: "ann@example.com".to_owned(), source: None }
    }
}

const FACTS: Facts = {
    let mut facts = Facts::none("StockError", None);
    facts.kind = Some(ErrorKind::NotFound);
    facts.code = Some("stock.no_item");
    facts.retryable = Some(false);
    facts.safe = Some("this item is not in stock");
    facts
};

impl fmt::Display for StockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no item {}", self.item)
    }
}

impl StdError for StockError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|it| it as _)
    }
}

impl ErrorMeta for StockError {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        visitor.entry(Entry::new(Field::public("item"), self.item));
        visitor.entry(Entry::new(Field::pii("email", Redact::Full), &self.email));
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn link(&self) -> Option<Link<'_>> {
        self.source().map(Link::of)
    }
}

inventory::submit! { Derived::of::<StockError>(&[FACTS]) }

impl From<StockError> for ewrap::Error {
    #[track_caller]
    fn from(error: StockError) -> Self {
        Self::from_meta(error)
    }
}

/// An error of another library.
#[derive(Debug)]
pub(crate) struct Foreign(pub(crate) String, pub(crate) Option<Box<dyn StdError + Send + Sync>>);

impl Foreign {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned(), None)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Foreign {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.1.as_deref().map(|it| it as _)
    }
}

/// The only member of a group matters to nobody: two or more, as an `ErrorGroup` has them.
#[derive(Debug)]
pub(crate) struct Several(pub(crate) Vec<ewrap::Error>);

impl fmt::Display for Several {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} errors", self.0.len())
    }
}

impl StdError for Several {}

impl ErrorMeta for Several {
    fn facts(&self) -> &'static Facts {
        const FACTS: &Facts = &Facts::none("Several", None);
        FACTS
    }

    fn message_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn members<'a>(&'a self, into: &mut Vec<Link<'a>>) {
        into.extend(self.0.iter().map(|it| Link::Meta(it)));
    }
}
