//! Format strings: `no user {id}`, `{0:?}`, `{price:>8.2}`, `{{`.
//!
//! Read from `safe`, `help` and thiserror's `#[error("..")]`. Invariant: a template without placeholders is plain text,
//! and one with placeholders names a field in each of them.

/// A format string, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a format string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Hole { name: String, spec: String },
}

impl Template {
    /// The text, if there are no placeholders.
    pub(crate) fn plain(&self) -> Option<&str> {
        match &self.pieces[..] {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The fields it names, and how each is formatted; width and precision that are fields are integers.
    pub(crate) fn names(&self) -> Vec<(&str, &'static str)> {
        let mut found = Vec::new();
        for piece in &self.pieces {
            let Piece::Hole { name, spec } = piece else { continue };
            found.push((name.as_str(), format_trait(spec)));
            found.extend(arguments(spec).map(|name| (name, "")));
        }
        found
    }

    /// The format string, with other names for the fields.
    pub(crate) fn renamed(&self, rename: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Piece::Hole { name, spec } => {
                    out.push('{');
                    out.push_str(&rename(name));
                    if !spec.is_empty() {
                        out.push(':');
                        out.push_str(&renamed_spec(spec, rename));
                    }
                    out.push('}');
                }
            }
        }
        out
    }
}

/// The trait that formats a placeholder of this spec.
fn format_trait(spec: &str) -> &'static str {
    match spec.trim_end().chars().last() {
        Some('?') => "Debug",
        Some('x') => "LowerHex",
        Some('X') => "UpperHex",
        Some('o') => "Octal",
        Some('b') => "Binary",
        Some('e') => "LowerExp",
        Some('E') => "UpperExp",
        Some('p') => "Pointer",
        _ => "Display",
    }
}

/// The spec behind fill and alignment.
fn behind_fill(spec: &str) -> &str {
    let mut characters = spec.char_indices();
    let (first, second) = (characters.next(), characters.next());
    let aligns = |it: Option<(usize, char)>| it.is_some_and(|(_, it)| "<^>".contains(it));
    let skip = if aligns(second) {
        characters.next().map_or(spec.len(), |(at, _)| at)
    } else if aligns(first) {
        second.map_or(spec.len(), |(at, _)| at)
    } else {
        0
    };
    &spec[skip..]
}

/// The arguments that a spec takes: `width$`, `.precision$`.
fn arguments(spec: &str) -> impl Iterator<Item = &str> {
    let rest = behind_fill(spec);
    rest.match_indices('$').map(move |(end, _)| {
        let start = rest[..end].rfind(|it: char| !it.is_alphanumeric() && it != '_').map_or(0, |at| at + 1);
        // `05$` is the flag `0` and the argument `5`; `0name$` cannot be a name.
        let name = &rest[start..end];
        if name.len() > 1 { name.strip_prefix('0').unwrap_or(name) } else { name }
    })
}

fn renamed_spec(spec: &str, rename: &dyn Fn(&str) -> String) -> String {
    let mut out = spec.to_owned();
    for name in arguments(spec) {
        out = out.replacen(&format!("{name}$"), &format!("{}$", rename(name)), 1);
    }
    out
}

/// Takes a format string apart; or says what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Template, String> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(tail) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = tail;
            continue;
        }
        if brace == "}" {
            return Err("a `}` without its `{`: write `}}` for the character".to_owned());
        }
        let Some(end) = rest.find('}') else {
            return Err("a `{` without its `}`: write `{{` for the character".to_owned());
        };
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(hole(&rest[..end])?);
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(Template { pieces })
}

fn hole(inside: &str) -> Result<Piece, String> {
    let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
    let name = name.trim();
    let name = name.strip_prefix("r#").unwrap_or(name);
    if name.is_empty() {
        return Err("`{}` names no field: write `{name}`, or `{0}` for the first of a tuple".to_owned());
    }
    if !name.chars().all(|it| it.is_alphanumeric() || it == '_') {
        return Err(format!("`{{{name}}}` is not a field: name one, as in `{{id}}`"));
    }
    if spec.contains(".*") {
        return Err("`.*` takes an argument that is not there: name a field, as in `{x:.digits$}`".to_owned());
    }
    Ok(Piece::Hole { name: name.to_owned(), spec: spec.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn plain_text_is_unescaped() {
        assert_eq!(parse("a {{b}} c").unwrap().plain(), Some("a {b} c"));
        assert_eq!(parse("").unwrap().plain(), Some(""));
        assert_eq!(parse("a {b}").unwrap().plain(), None);
    }

    #[test]
    fn fields_are_named_by_holes_and_by_their_specs() {
        let template = parse("{id} {0:?} {price:>width$.digits$} {x:#x} {y:$<5} {{z}}").unwrap();
        let names = template.names();
        assert_eq!(
            names,
            [
                ("id", "Display"),
                ("0", "Debug"),
                ("price", "Display"),
                ("width", ""),
                ("digits", ""),
                ("x", "LowerHex"),
                ("y", "Display")
            ]
        );
        let renamed = template.renamed(&|name| format!("f_{name}"));
        assert_eq!(renamed, "{f_id} {f_0:?} {f_price:>f_width$.f_digits$} {f_x:#x} {f_y:$<5} {{z}}");
    }

    #[test]
    fn what_is_no_template_is_explained() {
        for (text, say) in [
            ("{", "a `{` without its `}`: write `{{` for the character"),
            ("a }", "a `}` without its `{`: write `}}` for the character"),
            ("{}", "`{}` names no field: write `{name}`, or `{0}` for the first of a tuple"),
            ("{a.b}", "`{a.b}` is not a field: name one, as in `{id}`"),
            ("{a:.*}", "`.*` takes an argument that is not there: name a field, as in `{x:.digits$}`"),
        ] {
            assert_eq!(parse(text).unwrap_err(), say, "{text}");
        }
    }
}
