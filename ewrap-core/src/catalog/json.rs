//! The catalogue as JSON, by RFC 8259, without a serializer: text and numbers only.

use std::fmt::Write as _;

use super::{Catalog, grpc, http};
use crate::meta::{ErrorKind, Facts, Redact, Severity, Visibility};

pub(super) fn array(catalog: &Catalog) -> String {
    let mut out = String::from("[");
    for (at, facts) in catalog.iter().enumerate() {
        out.push_str(if at == 0 { "\n  " } else { ",\n  " });
        object(facts, &mut out);
    }
    out.push_str("\n]\n");
    out
}

fn object(facts: &Facts, out: &mut String) {
    out.push('{');
    member(out, "code", facts.code, text);
    member(out, "type", Some(facts.type_name), text);
    member(out, "variant", facts.variant, text);
    member(out, "module", Some(facts.module), text);
    member(out, "kind", facts.kind.map(ErrorKind::as_str), text);
    member(out, "severity", facts.severity.map(Severity::as_str), text);
    member(out, "http_status", http(facts), number);
    member(out, "grpc_code", grpc(facts).map(|it| it as u8), number);
    member(out, "retryable", facts.retryable, number);
    member(out, "retry_after_ms", facts.retry_after.map(|it| it.as_millis()), number);
    member(out, "safe", facts.safe, text);
    member(out, "help", facts.help, text);
    member(out, "steps", Some(facts.steps), |steps, out| list(steps, out, |step, out| text(step, out)));
    member(out, "docs", facts.docs, text);
    member(out, "transparent", Some(facts.transparent), number);
    member(out, "fields", Some(facts.fields), |fields, out| {
        list(fields, out, |field, out| {
            out.push('{');
            member(out, "name", Some(field.name), text);
            member(out, "public", Some(field.visibility == Visibility::Clients && field.redact.is_none()), number);
            member(out, "redact", field.redact.map(redact), text);
            out.push('}');
        });
    });
    member(out, "file", Some(facts.file), text);
    member(out, "line", Some(facts.line), number);
    out.push('}');
}

fn redact(redact: Redact) -> &'static str {
    match redact {
        Redact::Full => "full",
        Redact::Last4 => "last4",
        Redact::Len => "len",
        Redact::Hash => "hash",
    }
}

fn member<T>(out: &mut String, name: &str, value: Option<T>, write: impl FnOnce(T, &mut String)) {
    if !out.ends_with('{') {
        out.push_str(", ");
    }
    text(name, out);
    out.push_str(": ");
    match value {
        Some(value) => write(value, out),
        None => out.push_str("null"),
    }
}

fn list<'a, T>(items: &'a [T], out: &mut String, mut write: impl FnMut(&'a T, &mut String)) {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
    out.push(']');
}

/// Numbers and booleans, whose `Display` is JSON.
fn number(it: impl std::fmt::Display, out: &mut String) {
    let _ = write!(out, "{it}");
}

/// A string, escaped.
fn text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        text("a\"b\\c\n\u{1}\t\u{2028}é", &mut out);
        assert_eq!(out, "\"a\\\"b\\\\c\\n\\u0001\\t\u{2028}é\"");
    }
}
