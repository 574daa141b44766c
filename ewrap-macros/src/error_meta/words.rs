//! The words of `#[meta(..)]`, in one table.
//!
//! Parsing looks words up here, suggestions and the messages about misplaced words are drawn from here, and the
//! reference in the documentation (`words.md`) is the table printed. Invariant: a word exists nowhere else.

use std::fmt::Write as _;

/// What one word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Kind,
    Severity,
    Retryable,
    Failure,
    Http,
    Grpc,
    Code,
    CodePrefix,
    Safe,
    Help,
    Steps,
    Docs,
    RetryAfter,
    Transparent,
    Fields,
    Require,
    StrictPii,
    CheckConsistency,
    NoFrom,
    Crate,
    /// `key`.
    Shown,
    Public,
    Pii,
    Redact,
    Name,
    Skip,
    Display,
    Debug,
    With,
    Source,
    Location,
}

/// What an attribute stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// An enum: what it says holds for its variants.
    Enum,
    /// A struct, which is its own variant.
    Struct,
    Variant,
    Field,
}

impl Place {
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Enum => "enums",
            Self::Struct => "structs",
            Self::Variant => "variants",
            Self::Field => "fields",
        }
    }
}

/// Where a word is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// Types, which give defaults, and variants.
    Any,
    /// As `Any`, and on a field with another shape.
    AnyAndField,
    Type,
    Field,
}

impl Places {
    pub(crate) fn hold(self, place: Place) -> bool {
        match self {
            Self::Any => place != Place::Field,
            Self::AnyAndField => true,
            Self::Type => matches!(place, Place::Enum | Place::Struct),
            Self::Field => place == Place::Field,
        }
    }

    pub(crate) fn shown(self) -> &'static str {
        match self {
            Self::Any => "types and variants",
            Self::AnyAndField => "types, variants and fields",
            Self::Type => "types",
            Self::Field => "fields",
        }
    }
}

/// What a word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Kind,
    Severity,
    /// Alone, or `= bool`, or an expression.
    Flag,
    Failure,
    Status,
    Grpc,
    Code,
    /// Text of the letters of a code.
    Plain,
    Template,
    Steps,
    Text,
    Delay,
    Alone,
    All,
    Words,
    Path,
    Redact,
    Function,
}

impl Shape {
    pub(crate) fn shown(self) -> &'static str {
        match self {
            Self::Kind => "an `ErrorKind` by name, `Custom(\"name\")`, or the path of a const",
            Self::Severity => "`Info`, `Warning`, `Error`, `Critical`, or the path of a const",
            Self::Flag => "alone, or `true`, `false`, or an expression",
            Self::Failure => "`true`, `false`, `ignore`",
            Self::Status => "100 to 599, a const, or an expression",
            Self::Grpc => "a `GrpcCode` by name, 0 to 16, or the path of a const",
            Self::Code => "letters, digits, `.`, `_`, `-`; a const expression; `discriminant`",
            Self::Plain => "letters, digits, `.`, `_`, `-`",
            Self::Template => "text; `{field}` and `{0}` stand for fields",
            Self::Steps => "a list of texts",
            Self::Text => "text, or a const expression",
            Self::Delay => "`\"5s\"`, a const `Duration`, or an expression; alone on a field",
            Self::Alone => "alone",
            Self::All => "`all`",
            Self::Words => "a list of words",
            Self::Path => "absolute path",
            Self::Redact => "`full`, `last4`, `len`, `hash`",
            Self::Function => "path of a function over `&Field`",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) name: &'static str,
    pub(crate) key: Key,
    pub(crate) places: Places,
    pub(crate) shape: Shape,
    #[cfg_attr(not(test), expect(dead_code, reason = "printed into the reference, by a test"))]
    pub(crate) meaning: &'static str,
    /// The word with a value, to paste.
    pub(crate) example: &'static str,
}

const fn word(
    name: &'static str,
    key: Key,
    places: Places,
    shape: Shape,
    example: &'static str,
    meaning: &'static str,
) -> Word {
    Word { name, key, places, shape, meaning, example }
}

use Places::{Any, AnyAndField, Field, Type};

#[rustfmt::skip]
pub(crate) const WORDS: &[Word] = &[
    word("kind", Key::Kind, Any, Shape::Kind, "kind = NotFound", "what kind of failure it is"),
    word("severity", Key::Severity, Any, Shape::Severity, "severity = Critical", "how bad it is"),
    word("retryable", Key::Retryable, Any, Shape::Flag, "retryable", "whether the same call may succeed if it is made again"),
    word("failure", Key::Failure, Any, Shape::Failure, "failure = false", "whether a breaker counts it, against what the kind says"),
    word("http", Key::Http, Any, Shape::Status, "http = 404", "the HTTP status, against that of the kind"),
    word("grpc", Key::Grpc, Any, Shape::Grpc, "grpc = NotFound", "the gRPC code, against that of the kind"),
    word("code", Key::Code, Any, Shape::Code, "code = \"user.not_found\"", "a code that is stable over versions"),
    word("code_prefix", Key::CodePrefix, Any, Shape::Plain, "code_prefix = \"user.\"", "stands before every code of the type"),
    word("safe", Key::Safe, Any, Shape::Template, "safe = \"no user {id}\"", "what a client may be told"),
    word("help", Key::Help, Any, Shape::Template, "help = \"check the id\"", "what the one who sees it can do"),
    word("steps", Key::Steps, Any, Shape::Steps, "steps(\"check the id\", \"try again\")", "what to do, step by step"),
    word("docs", Key::Docs, Any, Shape::Text, "docs = \"https://example.com/errors\"", "where to read more"),
    word("retry_after", Key::RetryAfter, AnyAndField, Shape::Delay, "retry_after = \"5s\"", "how long to wait before a retry; on a field: it holds that time"),
    word("transparent", Key::Transparent, Any, Shape::Alone, "transparent", "the one field carries the meaning; defaults of the type do not hold"),
    word("fields", Key::Fields, Type, Shape::All, "fields = all", "every field is a `key`, but those with `skip` and sources"),
    word("require", Key::Require, Type, Shape::Words, "require(code, kind)", "every variant must have these words"),
    word("strict_pii", Key::StrictPii, Type, Shape::Alone, "strict_pii", "personal fields are refused in `#[error(\"..\")]`, too"),
    word("check_consistency", Key::CheckConsistency, Type, Shape::Alone, "check_consistency", "words that contradict each other are refused"),
    word("no_from", Key::NoFrom, Type, Shape::Alone, "no_from", "does not convert into `ewrap::Error`"),
    word("crate", Key::Crate, Type, Shape::Path, "crate = ::ewrap", "where the facade is found, if renamed or re-exported"),
    word("key", Key::Shown, Field, Shape::Alone, "key", "shown in logs"),
    word("public", Key::Public, Field, Shape::Alone, "public", "shown to clients, too"),
    word("pii", Key::Pii, Field, Shape::Alone, "pii", "personal: shown in logs, masked everywhere; on a source: hides all below it"),
    word("redact", Key::Redact, Field, Shape::Redact, "redact = last4", "how it is masked; says `pii`, too"),
    word("name", Key::Name, Field, Shape::Plain, "name = \"user_id\"", "the key under which it is shown; a tuple's field needs it"),
    word("skip", Key::Skip, Field, Shape::Alone, "skip", "not shown, in spite of `fields = all`"),
    word("display", Key::Display, Field, Shape::Alone, "display", "shown by its `Display`"),
    word("debug", Key::Debug, Field, Shape::Alone, "debug", "shown by its `Debug`"),
    word("with", Key::With, Field, Shape::Function, "with = path::to::function", "shown as what the function gives: a value, a `Display`, or an `Option` of one"),
    word("source", Key::Source, Field, Shape::Alone, "source", "the layer below; so is a field of this name, or with thiserror's `#[source]`, `#[from]`"),
    word("location", Key::Location, Field, Shape::Alone, "location", "a `&'static Location`, shown as `location`"),
];

/// Words of other libraries, and what they are called here.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("kind", &["category", "class", "error_kind", "type"]),
    ("severity", &["level", "importance"]),
    ("retryable", &["retry", "transient", "is_retryable", "temporary"]),
    ("failure", &["counts", "trips", "is_failure", "outage"]),
    ("http", &["status", "http_status", "status_code", "http_code"]),
    ("grpc", &["grpc_code", "grpc_status", "tonic"]),
    ("code", &["error_code", "id", "slug"]),
    ("code_prefix", &["prefix", "namespace", "domain"]),
    ("safe", &["public_message", "message", "user_message", "client", "msg"]),
    ("help", &["hint", "advice", "suggestion"]),
    ("steps", &["actions"]),
    ("docs", &["url", "link", "doc_url", "doc"]),
    ("retry_after", &["delay", "wait", "backoff"]),
    ("transparent", &["forward", "inherit"]),
    ("pii", &["sensitive", "secret", "personal", "private", "redacted", "hidden"]),
    ("redact", &["mask"]),
    ("name", &["rename"]),
    ("skip", &["ignore", "exclude"]),
    ("with", &["format_with", "show_with", "fmt"]),
    ("key", &["include", "attach", "context", "log"]),
    ("source", &["cause"]),
];

/// The row of `name`, if it is one of our words.
pub(crate) fn look_up(name: &str) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.name == name)
}

/// Our own word for a foreign one.
pub(crate) fn own_word(foreign: &str) -> Option<&'static Word> {
    SYNONYMS.iter().find(|(_, words)| words.contains(&foreign)).and_then(|(own, _)| look_up(own))
}

/// The words that are valid at a place, as a list for a message.
pub(crate) fn usable(place: Place) -> String {
    let mut out = String::new();
    for word in WORDS.iter().filter(|word| word.places.hold(place)) {
        let _ = write!(out, "{}`{}`", if out.is_empty() { "" } else { ", " }, word.name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render() -> String {
        let mut out =
            String::from("| word | valid on | value | meaning | example |\n| --- | --- | --- | --- | --- |\n");
        for Word { name, places, shape, meaning, example, .. } in WORDS {
            let (places, shape) = (places.shown(), shape.shown());
            let _ = writeln!(out, "| `{name}` | {places} | {shape} | {meaning} | `{example}` |");
        }
        out
    }

    #[test]
    fn the_reference_in_the_documentation_is_this_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/error_meta/words.md");
        if std::env::var_os("EWRAP_BLESS").is_some() {
            std::fs::write(path, render()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), render(), "run the tests with EWRAP_BLESS=1");
    }

    #[test]
    fn every_example_begins_with_its_word_and_every_word_is_there_once() {
        for (at, word) in WORDS.iter().enumerate() {
            assert!(word.example.starts_with(word.name), "{}", word.name);
            assert!(WORDS[at + 1..].iter().all(|other| other.name != word.name && other.key != word.key));
        }
    }

    #[test]
    fn every_synonym_leads_to_a_word_and_is_none_itself() {
        for (own, foreign) in SYNONYMS {
            assert!(look_up(own).is_some(), "{own}");
            assert!(foreign.iter().all(|word| look_up(word).is_none()), "{own}");
        }
    }
}
