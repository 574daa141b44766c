//! An error as a log keeps it: every layer, in one shape for single errors and groups.
//!
//! Invariant: no record nests deeper than [`MAX_DEPTH`], and nothing is lost by that: what lies deeper stands in a flat
//! list. So what is written can be read back by readers that limit the depth of their input, as `serde_json` does.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::layers;
use crate::error::{Error, Result, ResultExt, SharedError};
use crate::group::ErrorGroup;
use crate::meta::{ErrorKind, IntoLink, Severity};

/// How many layers are nested into each other; more stand in [`ErrorRecord::causes`].
pub(super) const MAX_DEPTH: usize = 32;

/// An error, layer by layer, as it is written to logs and read back.
///
/// **For logs, not for clients**: personal values are masked, but messages of causes, places and keys for logs are
/// there. Clients get a [`Problem`](crate::Problem).
///
/// The outermost layer says what the whole error means (its `type` is the kind that was found, and so on); a layer
/// below says only what it says itself. 32 layers are nested, `cause` in `cause` and group in group. If there are more,
/// the record at that depth has them in `causes`, one after the other.
///
/// ```
/// use ewrap::{Error, ErrorKind, ErrorRecord};
///
/// let error = Error::new("connection refused").with("port", 5432).wrap("no cart").with_kind(ErrorKind::Database);
/// let record = ErrorRecord::from_json(&error.to_json())?;
/// assert_eq!(record.message, "no cart");
/// assert_eq!(record.kind(), ErrorKind::Database);
/// assert_eq!(record.http_status, Some(500));
/// let cause = record.cause.as_deref().unwrap();
/// assert_eq!(cause.metadata["port"], 5432);
/// assert!(record.time().unwrap() <= std::time::SystemTime::now());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ErrorRecord {
    /// The message of this layer.
    pub message: String,
    /// The name of its kind, such as `not_found`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// The name of its severity, such as `critical`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The code that is stable over versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    /// Whether the same call may succeed if it is made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retryable: Option<bool>,
    /// How long to wait before a retry, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<f64>,
    /// When the layer was made, as in RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// Where it was made: `file:line:column`, and a backtrace below it if one was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack: Option<String>,
    /// The request it belongs to.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, Json>,
    /// Its fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, Json>,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// The layer below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Box<Self>>,
    /// The members, if it is a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Self>,
    /// The layers below that are too deep to be nested, in order; the members of a group after the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Self>,
}

/// What the one who reads an error can do about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Recovery {
    /// In one sentence; empty if there are only steps or a place to read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// Step by step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub docs: Option<String>,
}

impl ErrorRecord {
    /// The record of an error that has metadata, or of any `&dyn Error`.
    pub fn of<'a>(error: impl IntoLink<'a>) -> Self {
        layers::record(error.into_link())
    }

    /// The kind; [`ErrorKind::Unknown`] if the record names none, or one that is the application's own.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.type_name.as_deref().and_then(|it| it.parse().ok()).unwrap_or_default()
    }

    /// The severity; [`Severity::Error`] if the record names none that is known.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity.as_deref().and_then(|it| it.parse().ok()).unwrap_or_default()
    }

    /// When it was made; `None` if the record does not say, or not in UTC.
    #[must_use]
    pub fn time(&self) -> Option<SystemTime> {
        humantime::parse_rfc3339(self.timestamp.as_deref()?).ok()
    }

    /// This record and all within it, each before those it holds.
    pub fn layers(&self) -> impl Iterator<Item = &Self> {
        let mut rest = vec![self];
        std::iter::from_fn(move || {
            let next = rest.pop()?;
            rest.extend(next.causes.iter().rev());
            rest.extend(next.cause.as_deref());
            rest.extend(next.errors.iter().rev());
            Some(next)
        })
    }

    /// As JSON, on one line.
    ///
    /// # Panics
    ///
    /// Never: every record has a form in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("keys are strings, numbers are finite or null")
    }

    /// Reads what [`to_json`](Self::to_json) wrote, and what is shaped like it: members that are unknown are passed
    /// over, those that lack are empty.
    ///
    /// # Errors
    ///
    /// If it is no JSON, a member is of another type, or it nests deeper than 127 levels. The error has the kind
    /// [`Validation`](ErrorKind::Validation).
    #[track_caller]
    pub fn from_json(text: &str) -> Result<Self> {
        serde_json::from_str(text)
            .wrap("this is no record of an error")
            .map_err(|it| it.with_kind(ErrorKind::Validation))
    }
}

impl Error {
    /// Every layer as JSON, on one line, for logs: an [`ErrorRecord`].
    #[must_use]
    pub fn to_json(&self) -> String {
        ErrorRecord::of(self).to_json()
    }
}

/// As an [`ErrorRecord`]: for logs, not for clients.
impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        ErrorRecord::of(self).serialize(serializer)
    }
}

/// As an [`ErrorRecord`], in the one shape that single errors have: for logs, not for clients.
impl<E> Serialize for ErrorGroup<E>
where
    for<'a> &'a E: IntoLink<'a>,
{
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        ErrorRecord::of(self).serialize(serializer)
    }
}

/// As an [`ErrorRecord`]: for logs, not for clients.
impl Serialize for SharedError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.as_error().serialize(serializer)
    }
}
