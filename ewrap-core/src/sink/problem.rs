//! An error as a client may see it: `application/problem+json` (RFC 9457).
//!
//! Invariant: nothing gets in but `safe` text and literals, codes, and fields that are `public`. What a cause says, where
//! it happened, and whatever another library wrote stay outside.

use std::borrow::Cow;
use std::time::Duration;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::json;
use crate::meta::{self, Entry, IntoLink};

/// What a client is told of an error: a problem as in [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457).
///
/// | member | is |
/// | --- | --- |
/// | `type` | `about:blank` unless [`with_type`](Self::with_type) says otherwise |
/// | `title` | the title of the kind, such as `not found` |
/// | `status` | the HTTP status |
/// | `detail` | the [`safe_message`](crate::Error::safe_message) |
/// | `instance` | what [`with_instance`](Self::with_instance) says |
/// | `code`, `retryable`, `retry_after` | as the error says, the last in whole seconds |
/// | any other | a public field, of whichever layer; a key that is taken already is put behind `field_` |
///
/// Of a group, the most severe member speaks, and the fields of members are left out.
///
/// ```
/// use ewrap::{Error, ErrorKind, Problem};
/// use std::time::Duration;
///
/// let error = Error::new(format!("deadlock on shard {}", 3))
///     .with("shard", 3)
///     .with_public("order", 8)
///     .with_kind(ErrorKind::Unavailable)
///     .with_retry_after(Duration::from_millis(1500));
/// let problem = Problem::of(&error);
/// assert_eq!(
///     problem.to_json(),
///     concat!(
///         r#"{"detail":"service unavailable","order":8,"retry_after":2,"#,
///         r#""status":503,"title":"service unavailable","type":"about:blank"}"#,
///     ),
/// );
/// assert_eq!(
///     problem.headers(),
///     [("Content-Type", "application/problem+json".to_owned()), ("Retry-After", "2".to_owned())],
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    status: u16,
    members: Map<String, Json>,
    retry_after: Option<u64>,
}

/// What a public field may not be called.
const RESERVED: [&str; 8] = ["type", "title", "status", "detail", "instance", "code", "retryable", "retry_after"];

impl Problem {
    /// The media type.
    pub const CONTENT_TYPE: &'static str = "application/problem+json";

    /// What a client is told of an error that has metadata, or of any `&dyn Error`.
    pub fn of<'a>(error: impl IntoLink<'a>) -> Self {
        let error = error.into_link();
        let status = meta::http_status(error);
        let retry_after = meta::retry_after(error).map(whole_seconds);
        let mut members = Map::new();
        let mut add = |name: &str, value: Json| members.insert(name.to_owned(), value);
        add("type", "about:blank".into());
        add("title", meta::kind(error).title().into());
        add("status", status.into());
        add("detail", meta::safe_message(error).into());
        if let Some(code) = meta::code(error) {
            add("code", code.into());
        }
        if let Some(retryable) = meta::retryable(error) {
            add("retryable", retryable.into());
        }
        if let Some(after) = retry_after {
            add("retry_after", after.into());
        }
        let mut seen = Vec::new();
        for layer in meta::layers(error) {
            layer.visit(&mut |entry: Entry<'_>| {
                if entry.is_public() && !seen.contains(&entry.name()) {
                    seen.push(entry.name());
                    add_field(&entry, &mut members);
                }
            });
        }
        Self { status, members, retry_after }
    }

    /// Says which problem it is, by a URI; where it leads, a reader finds documentation.
    #[must_use]
    pub fn with_type(self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.and("type", uri.into())
    }

    /// Says which occurrence it is, by a URI, such as one with the number of the request.
    #[must_use]
    pub fn with_instance(self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.and("instance", uri.into())
    }

    fn and(mut self, name: &str, text: Cow<'static, str>) -> Self {
        self.members.insert(name.to_owned(), text.into());
        self
    }

    /// The HTTP status, from 100 to 599.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers of the response: `Content-Type`, and `Retry-After` (RFC 9110, in seconds) if the error says so.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Content-Type", Self::CONTENT_TYPE.to_owned())];
        headers.extend(self.retry_after.map(|it| ("Retry-After", it.to_string())));
        headers
    }

    /// The body of the response.
    ///
    /// # Panics
    ///
    /// Never: every problem has a form in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.members).expect("keys are strings, numbers are finite")
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

/// A member is never overwritten.
fn add_field(entry: &Entry<'_>, members: &mut Map<String, Json>) {
    let mut name = entry.name().to_owned();
    while RESERVED.contains(&&*name) || members.contains_key(&name) {
        name.insert_str(0, "field_");
    }
    members.insert(name, json::of_entry(entry));
}

/// Rounded up: a client that comes a moment too early is rejected again.
fn whole_seconds(after: Duration) -> u64 {
    after.as_secs().saturating_add(u64::from(after.subsec_nanos() > 0))
}
