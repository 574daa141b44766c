//! What an error is told about itself, by value: `Error::new(..).with_kind(..).with("attempt", 3)`.
//!
//! Invariant: what takes text for clients takes it by that name only: [`Error::with_safe`], [`Error::with_public`], and
//! codes, which are literals.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use super::hooks::ErrorLogger;
use super::node::Extra;
use super::{Error, RetryInfo};
use crate::meta::{ErrorKind, Field, GrpcCode, Redact, Severity, Value};
use crate::outcome::Verdict;

impl Error {
    /// Says what kind of failure it is, and so its HTTP status, gRPC code and verdict where none is named.
    ///
    /// ```
    /// use ewrap::{Error, ErrorKind};
    ///
    /// assert_eq!(Error::new("no such user").with_kind(ErrorKind::NotFound).http_status(), 404);
    /// ```
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.set_kind(kind);
        self
    }

    /// Says how bad it is.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.0.severity = Some(severity);
        self
    }

    /// Gives it a code that is stable over versions, such as `user.not_found`. Clients see it, so it is a literal.
    #[must_use]
    pub fn with_code(self, code: &'static str) -> Self {
        self.and(|it| it.code = Some(code))
    }

    /// Says which HTTP status it is, against that of its kind. One outside of 100 to 599 is overlooked.
    #[must_use]
    pub fn with_http_status(mut self, status: u16) -> Self {
        self.0.http = Some(status);
        self
    }

    /// Says which gRPC code it is, against that of its kind.
    #[must_use]
    pub fn with_grpc_code(self, code: GrpcCode) -> Self {
        self.and(|it| it.grpc = Some(code))
    }

    /// Says whether the same call may succeed if it is made again.
    #[must_use]
    pub fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = Some(retryable);
        self
    }

    /// Says how long to wait before a retry.
    #[must_use]
    pub fn with_retry_after(self, after: Duration) -> Self {
        self.and(|it| it.retry_after = Some(after))
    }

    /// Says how often to try, and how long to wait in between: see [`can_retry`](Self::can_retry).
    #[must_use]
    pub fn with_retry(self, retry: RetryInfo) -> Self {
        self.and(|it| it.retry = Some(retry))
    }

    /// Says what it means for a breaker, against what its kind says.
    #[must_use]
    pub fn with_verdict(self, verdict: Verdict) -> Self {
        self.and(|it| it.failure = Some(verdict))
    }

    /// Says what clients are told in the place of the message.
    ///
    /// ```
    /// let error = ewrap::Error::new(format!("no row {}", 8)).with_safe("this user does not exist");
    /// assert_eq!(error.safe_message(), "this user does not exist");
    /// ```
    #[must_use]
    pub fn with_safe(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.and(|it| it.safe = Some(text.into()))
    }

    /// Adds a value for logs. A key that is there already gets the new value.
    ///
    /// Numbers stay numbers, and are read back as such: see [`metadata`](Self::metadata).
    #[must_use]
    pub fn with(self, key: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.and_field(Field::key(key), value.into())
    }

    /// Adds a value that clients may see.
    #[must_use]
    pub fn with_public(self, key: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.and_field(Field::public(key), value.into())
    }

    /// Adds a personal value: `***` wherever it is written, and not to be read back.
    ///
    /// ```
    /// let error = ewrap::Error::new("no mail").with_pii("email", "ann@example.com");
    /// assert!(!format!("{error:?}").contains("ann"));
    /// assert_eq!(error.metadata::<String>("email"), None);
    /// ```
    #[must_use]
    pub fn with_pii(self, key: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.with_redacted(key, value, Redact::Full)
    }

    /// Adds a personal value, masked as `redact` says.
    #[must_use]
    pub fn with_redacted(self, key: &'static str, value: impl Into<Value<'static>>, redact: Redact) -> Self {
        self.and_field(Field::pii(key, redact), value.into())
    }

    /// Says what the one who reads the log can do about it.
    #[must_use]
    pub fn with_help(self, text: impl Into<Cow<'static, str>>) -> Self {
        self.and(|it| it.help = Some(text.into()))
    }

    /// Adds a step of that.
    #[must_use]
    pub fn with_step(self, step: impl Into<Cow<'static, str>>) -> Self {
        self.and(|it| it.steps.push(step.into()))
    }

    /// Says where to read more, usually a URL.
    #[must_use]
    pub fn with_docs(self, place: impl Into<Cow<'static, str>>) -> Self {
        self.and(|it| it.docs = Some(place.into()))
    }

    /// Help, its steps and where to read more, at once.
    ///
    /// ```
    /// let error = ewrap::Error::new("the disk is full").with_recovery(
    ///     "make room",
    ///     ["stop the importer", "delete old exports"],
    ///     "https://wiki.example.com/disk",
    /// );
    /// assert_eq!(error.help().unwrap(), "make room");
    /// ```
    #[must_use]
    pub fn with_recovery<S: Into<Cow<'static, str>>>(
        self,
        message: impl Into<Cow<'static, str>>,
        steps: impl IntoIterator<Item = S>,
        docs: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.and(|it| {
            it.help = Some(message.into());
            it.steps = steps.into_iter().map(Into::into).collect();
            it.docs = Some(docs.into());
        })
    }

    /// Takes a backtrace here, whatever the environment says, unless a layer has one.
    #[must_use]
    pub fn with_backtrace(self) -> Self {
        if self.backtrace().is_some() {
            return self;
        }
        let backtrace = Backtrace::force_capture();
        if backtrace.status() != BacktraceStatus::Captured {
            return self;
        }
        self.and(|it| it.backtrace = Some(Box::new(backtrace)))
    }

    /// Gives it a logger of its own, for [`log`](Self::log), in the place of the process's.
    #[must_use]
    pub fn with_logger(self, logger: Arc<dyn ErrorLogger>) -> Self {
        self.and(|it| it.logger = Some(logger))
    }

    fn and(mut self, say: impl FnOnce(&mut Extra)) -> Self {
        say(self.0.extra());
        self
    }

    fn and_field(self, field: Field, value: Value<'static>) -> Self {
        self.and(|it| match it.metadata.iter_mut().find(|(there, _)| there.name == field.name) {
            Some(entry) => *entry = (field, value.into()),
            None => it.metadata.push((field, value.into())),
        })
    }
}
