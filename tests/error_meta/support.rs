//! What the tests of this target share: the facts and fields of an error, as text.

use ewrap::{Entry, ErrorMeta, Facts};

/// `key=value` for each field that is visited, public ones behind `+`, personal ones masked and behind `-`.
pub(crate) fn fields(error: &dyn ErrorMeta) -> String {
    let mut out = Vec::new();
    error.visit(&mut |entry: Entry<'_>| {
        let mark = if entry.is_pii() {
            "-"
        } else if entry.is_public() {
            "+"
        } else {
            ""
        };
        out.push(format!("{mark}{}={entry}", entry.name()));
    });
    out.join(" ")
}

/// The variant of a field's value: `U64`, `Display`.
pub(crate) fn shape(error: &dyn ErrorMeta) -> String {
    let mut out = Vec::new();
    error.visit(&mut |entry: Entry<'_>| {
        out.push(match entry.reveal() {
            ewrap::Value::Bool(_) => "Bool",
            ewrap::Value::I64(_) => "I64",
            ewrap::Value::U64(_) => "U64",
            ewrap::Value::I128(_) => "I128",
            ewrap::Value::U128(_) => "U128",
            ewrap::Value::F64(_) => "F64",
            ewrap::Value::Char(_) => "Char",
            ewrap::Value::Str(_) => "Str",
            ewrap::Value::Duration(_) => "Duration",
            ewrap::Value::Display(_) => "Display",
            ewrap::Value::Debug(_) => "Debug",
            _ => "other",
        });
    });
    out.join(" ")
}

/// The names of the layers' types, the outermost first; `?` for a plain error.
pub(crate) fn layers(error: &dyn ErrorMeta) -> String {
    let names: Vec<&str> =
        ewrap::meta::layers(error).map(|layer| layer.meta().map_or("?", |it| it.facts().type_name)).collect();
    names.join(" > ")
}

/// The facts of a type with one variant.
pub(crate) fn only<E: ewrap::ErrorCatalog>() -> &'static Facts {
    let [facts] = E::VARIANTS else { panic!("{} variants", E::VARIANTS.len()) };
    facts
}
