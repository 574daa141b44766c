//! The catalogue as a table.

use std::fmt::Write as _;

use super::{Catalog, http};
use crate::meta::{Facts, Severity};

pub(super) fn table(catalog: &Catalog) -> String {
    let mut out = String::from(
        "| code | kind | severity | HTTP | what clients read | what helps | where |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for facts in catalog.iter() {
        if let Some(code) = facts.code {
            row(code, facts, &mut out);
        }
    }
    out
}

fn row(code: &str, facts: &Facts, out: &mut String) {
    let kind = facts.kind.map_or("", |it| it.as_str());
    let severity = facts.severity.map_or("", Severity::as_str);
    let http = http(facts).map_or_else(String::new, |it| it.to_string());
    let safe = cell(facts.safe.unwrap_or(facts.kind.map_or("", |it| it.title())));
    let helps = [facts.help, facts.docs].into_iter().flatten().chain(facts.steps.iter().copied());
    let helps = helps.map(cell).collect::<Vec<_>>().join("; ");
    let name = facts.variant.map_or_else(|| facts.type_name.to_owned(), |it| format!("{}::{it}", facts.type_name));
    let (file, line) = (facts.file, facts.line);
    let _ = writeln!(
        out,
        "| `{code}` | {} | {severity} | {http} | {safe} | {helps} | `{name}`, {}:{line} |",
        cell(kind),
        cell(file)
    );
}

/// Text that does not end its cell.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\r', '\n'], " ")
}
