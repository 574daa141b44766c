//! TOML into a layer, with the place of each value.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue, Error};

use super::error::{Mistakes, OverrideError, OverrideMistake};
use super::layer::{Entry, Layer, Node, Place};

pub(super) fn read(text: &str) -> Result<Layer, OverrideError> {
    let source: Arc<str> = text.into();
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut mistakes = Mistakes::default();
    for error in errors {
        mistakes.push(|| mistake(&error, &source));
    }
    mistakes.none_or_error()?;
    Ok(Layer::of_document(entries(document.into_inner(), &source)))
}

/// The value of a variable, for settings that take a table.
pub(super) fn value(text: &str) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    Some(node(value.into_inner(), &text.into()))
}

fn mistake(error: &Error, source: &Arc<str>) -> OverrideMistake {
    let at = error.span().map_or(Place::Unknown, |span| place(&span, source));
    OverrideMistake::new(format!("it is not TOML: {}", error.message())).at(&at)
}

fn place(span: &Range<usize>, source: &Arc<str>) -> Place {
    Place::Text(Arc::clone(source), span.start)
}

fn entries(table: DeTable<'_>, source: &Arc<str>) -> Vec<Entry> {
    let entry = |(key, value): (Spanned<_>, Spanned<_>)| {
        let at = place(&key.span(), source);
        let key: Box<str> = String::from(key.into_inner()).into();
        Entry { key, node: node(value.into_inner(), source), at }
    };
    table.into_iter().map(entry).collect()
}

fn node(value: DeValue<'_>, source: &Arc<str>) -> Node {
    match value {
        DeValue::String(text) => Node::Text(String::from(text).into()),
        DeValue::Integer(number) => Node::Number(decimal(&number)),
        DeValue::Float(number) => Node::Number(number.as_str().into()),
        DeValue::Boolean(yes) => Node::Bool(yes),
        DeValue::Datetime(_) => Node::Other("a date"),
        DeValue::Array(_) => Node::Other("a list"),
        DeValue::Table(table) => Node::Table(entries(table, source)),
    }
}

fn decimal(number: &DeInteger<'_>) -> Box<str> {
    let parsed = i128::from_str_radix(number.as_str(), number.radix());
    parsed.map_or_else(|_| number.to_string(), |value| value.to_string()).into()
}
