//! What is known of a variant at compile time: one static for each.
//!
//! `None` everywhere means that this layer of the error says nothing, and the next is asked. Invariant: everything here
//! is a constant, so reading it allocates nothing.

use std::time::Duration;

use super::seek::Says;
use super::{ErrorKind, GrpcCode, Severity};
use crate::outcome::Verdict;

/// What a variant of an error type says about itself, known at compile time.
///
/// Made by `#[derive(ErrorMeta)]`, one static for each variant. A field that is `None` is not said here: the answer
/// may depend on the value, which the methods of [`ErrorMeta`](super::ErrorMeta) know, or come from a deeper layer,
/// which the functions of [`meta`](super) find.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Facts {
    /// The name of the type.
    pub type_name: &'static str,
    /// The name of the variant; `None` for a struct.
    pub variant: Option<&'static str>,
    /// What kind of failure it is.
    pub kind: Option<ErrorKind>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// Whether the same call may succeed if it is made again.
    pub retryable: Option<bool>,
    /// What it says about the dependency, against what its kind says.
    pub failure: Option<Verdict>,
    /// The HTTP status, against that of its kind.
    pub http: Option<u16>,
    /// The gRPC code, against that of its kind.
    pub grpc: Option<GrpcCode>,
    /// A code that is stable over versions, such as `user.not_found`.
    pub code: Option<&'static str>,
    /// What the one who sees it can do about it. A template: `{field}` stands for a field.
    pub help: Option<&'static str>,
    /// What to do, step by step.
    pub steps: &'static [&'static str],
    /// Where to read more, usually a URL.
    pub docs: Option<&'static str>,
    /// What a client may be told. A template: `{field}` stands for a field. A message without placeholders is safe.
    pub safe: Option<&'static str>,
    /// How long to wait before a retry, if that is constant.
    pub retry_after: Option<Duration>,
    /// Whether it stands for the error in it, word by word where it says nothing itself.
    pub transparent: bool,
    /// The fields that are visited.
    pub fields: &'static [Field],
    /// The module of the type.
    pub module: &'static str,
    /// The source file of the variant.
    pub file: &'static str,
    /// Its line, from 1.
    pub line: u32,
    /// The same as bits, if the layer is derived.
    pub(crate) says: Says,
}

impl Facts {
    /// The facts of a type that says nothing.
    #[must_use]
    pub const fn none(type_name: &'static str, variant: Option<&'static str>) -> Self {
        Self {
            type_name,
            variant,
            kind: None,
            severity: None,
            retryable: None,
            failure: None,
            http: None,
            grpc: None,
            code: None,
            help: None,
            steps: &[],
            docs: None,
            safe: None,
            retry_after: None,
            transparent: false,
            fields: &[],
            module: "",
            file: "",
            line: 0,
            says: Says::NOTHING,
        }
    }
}

/// A field of an error that is read from outside: its name, and who may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The key under which it appears.
    pub name: &'static str,
    /// Who may see it.
    pub visibility: Visibility,
    /// How it is masked wherever it is written; `None` if it is not personal.
    pub redact: Option<Redact>,
}

impl Field {
    /// A field for logs, not masked.
    #[must_use]
    pub const fn key(name: &'static str) -> Self {
        Self { name, visibility: Visibility::Logs, redact: None }
    }

    /// A field that clients may see.
    #[must_use]
    pub const fn public(name: &'static str) -> Self {
        Self { name, visibility: Visibility::Clients, redact: None }
    }

    /// A personal field: masked everywhere.
    #[must_use]
    pub const fn pii(name: &'static str, redact: Redact) -> Self {
        Self { name, visibility: Visibility::Logs, redact: Some(redact) }
    }
}

/// Who may see a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Those who read the logs.
    Logs,
    /// Clients too.
    Clients,
}

/// How a personal value is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Redact {
    /// `***`
    Full,
    /// `***6789`: the last four characters, if at least as many again stay hidden.
    Last4,
    /// `*** (16 chars)`
    Len,
    /// A keyed hash, equal for equal values. `***` until the application sets a key.
    Hash,
}
