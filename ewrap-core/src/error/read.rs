//! What an error answers: this layer's own word, else that of the first layer below that has one.
//!
//! Invariant: reading allocates nothing, except text that has to be put together.

use std::backtrace::Backtrace;
use std::borrow::Cow;
use std::panic::Location;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::hooks::ErrorLogger;
use super::node::{Body, Node};
use super::{Error, RetryInfo, SharedError, stamp};
use crate::context::Context;
use crate::meta::{self, ErrorKind, FromValue, GrpcCode, Severity};
use crate::outcome::Verdict;

impl Error {
    /// What kind of failure it is; [`ErrorKind::Unknown`] if no layer says.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        meta::kind(self)
    }

    /// How bad it is; [`Severity::Error`] if no layer says.
    #[must_use]
    pub fn severity(&self) -> Severity {
        meta::severity(self)
    }

    /// The code that is stable over versions, if a layer has one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        meta::code(self)
    }

    /// The HTTP status, from 100 to 599; 500 if no layer says.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        meta::http_status(self)
    }

    /// The gRPC code.
    #[must_use]
    pub fn grpc_code(&self) -> GrpcCode {
        meta::grpc_code(self)
    }

    /// Whether the same call may succeed if it is made again; `None` if no layer says.
    #[must_use]
    pub fn retryable(&self) -> Option<bool> {
        meta::retryable(self)
    }

    /// How long to wait before a retry, if a layer says.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        meta::retry_after(self)
    }

    /// What it means for a breaker.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        meta::verdict(self)
    }

    /// What a client may be told: `safe` text, else a literal message, else the title of the kind.
    ///
    /// ```
    /// use ewrap::{Error, ErrorKind};
    ///
    /// let error = Error::new(format!("row {} is gone", 8)).with_kind(ErrorKind::NotFound);
    /// assert_eq!(error.safe_message(), "not found");
    /// ```
    #[must_use]
    pub fn safe_message(&self) -> Cow<'static, str> {
        meta::safe_message(self)
    }

    /// What the one who sees it can do about it, if a layer says.
    #[must_use]
    pub fn help(&self) -> Option<Cow<'static, str>> {
        meta::help(self)
    }

    /// The value of this key, in the outermost layer that has one of this type. Personal values are not found.
    ///
    /// ```
    /// use ewrap::Error;
    /// use std::time::Duration;
    ///
    /// let error = Error::new("slow").with("attempt", 3).with("took", Duration::from_secs(2)).wrap("no answer");
    /// assert_eq!(error.metadata::<u64>("attempt"), Some(3));
    /// assert_eq!(error.metadata::<Duration>("took"), Some(Duration::from_secs(2)));
    /// assert_eq!(error.metadata::<u64>("took"), None);
    /// ```
    #[must_use]
    pub fn metadata<'a, T: FromValue<'a>>(&'a self, key: &str) -> Option<T> {
        meta::find(self, key)
    }

    /// How often to try, if a layer says.
    #[must_use]
    pub fn retry(&self) -> Option<RetryInfo> {
        self.nodes().find_map(|it| it.rare(|extra| extra.retry))
    }

    /// Whether it makes sense to try again: attempts are left, and no layer says that a retry cannot help.
    ///
    /// Without [`RetryInfo`] a layer must say that it can.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        match self.retry() {
            Some(retry) => retry.has_attempts_left() && self.retryable() != Some(false),
            None => self.retryable() == Some(true),
        }
    }

    /// Where this layer was made.
    #[must_use]
    pub fn location(&self) -> &'static Location<'static> {
        self.0.location
    }

    /// When this layer was made.
    #[must_use]
    pub fn made_at(&self) -> SystemTime {
        stamp::time_of(self.0.made_at_ns)
    }

    /// The backtrace, if one was taken.
    #[must_use]
    pub fn backtrace(&self) -> Option<&Backtrace> {
        self.nodes().find_map(|it| it.rare(|extra| extra.backtrace.as_deref()))
    }

    /// The context in which it was made, if it was made in one.
    ///
    /// ```
    /// use ewrap::Error;
    /// use ewrap::context::Context;
    ///
    /// let request = Context::new().with_request_id("r-17").with_user("ann");
    /// let error = request.scope(|| Error::new("no route")).wrap("no answer");
    /// assert_eq!(error.context().unwrap().request_id(), Some("r-17"));
    /// assert!(format!("{error:?}").contains("request_id: \"r-17\"\n     user: ***"));
    /// ```
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        self.nodes().find_map(|it| it.rare(|extra| Some(&extra.surroundings.as_ref()?.context)))
    }

    /// The same error in a form that can be cloned.
    ///
    /// ```
    /// let shared = ewrap::Error::new("no route").with("hops", 3).into_shared();
    /// let other = shared.clone();
    /// assert_eq!(other.to_string(), "no route");
    /// assert_eq!(other.metadata::<u64>("hops"), Some(3));
    /// ```
    #[must_use]
    pub fn into_shared(self) -> SharedError {
        SharedError::new(self)
    }

    /// The backtrace of this layer.
    #[cfg(feature = "serde")]
    pub(crate) fn own_backtrace(&self) -> Option<&Backtrace> {
        self.0.rare(|extra| extra.backtrace.as_deref())
    }

    pub(super) fn logger(&self) -> Option<&Arc<dyn ErrorLogger>> {
        self.nodes().find_map(|it| it.rare(|extra| extra.logger.as_ref()))
    }

    /// The layers that are ours, from this one down to the first that is not.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        std::iter::successors(Some(&*self.0), |node| match (&node.cause, &node.body) {
            (Some(cause), _) => Some(&*cause.0),
            (None, Body::Shared(shared)) => Some(&*shared.as_error().0),
            _ => None,
        })
    }
}
