//! Errors as events of `tracing`: the level from the severity, what they mean as fields.

use crate::error::{Error, ErrorLogger};
use crate::meta::{self, Entry, Severity};

/// An [`ErrorLogger`] that hands errors to `tracing`, as [`Error::trace`] does.
///
/// ```
/// ewrap::set_error_logger(ewrap::TracingLogger)?;
/// ewrap::Error::new("no route").log();
/// # Ok::<(), ewrap::AlreadySet>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct TracingLogger;

impl ErrorLogger for TracingLogger {
    fn log(&self, error: &Error) {
        error.trace();
    }
}

macro_rules! event {
    ($level:ident, $error:expr) => {
        tracing::event!(
            target: "ewrap::error",
            tracing::Level::$level,
            error.type = $error.kind().as_str(),
            error.severity = $error.severity().as_str(),
            error.code = $error.code(),
            error.http_status = u64::from($error.http_status()),
            error.retryable = $error.retryable(),
            error.retry_after_ms = $error.retry_after().map(|it| u64::try_from(it.as_millis()).unwrap_or(u64::MAX)),
            error.location = %$error.location(),
            error.chain = %format_args!("{:#}", $error),
            error.metadata = %Fields($error, Which::Metadata),
            error.context = %Fields($error, Which::Context),
            error.help = $error.help().as_deref(),
            "{}",
            $error
        )
    };
}

impl Error {
    /// Hands it to `tracing` as an event: `Info` and `Warning` on the levels of that name, `Error` and `Critical` on
    /// `ERROR`.
    ///
    /// The target is `ewrap::error`, the message that of the outermost layer. The fields are `error.type`,
    /// `error.severity`, `error.code`, `error.http_status`, `error.retryable`, `error.retry_after_ms`,
    /// `error.location`, `error.chain`, `error.metadata` and `error.context` (`key=value`, of all layers, personal
    /// values masked) and `error.help`; what the error does not say is left out. Nothing is put together if nobody
    /// listens.
    pub fn trace(&self) {
        match self.severity() {
            Severity::Info => event!(INFO, self),
            Severity::Warning => event!(WARN, self),
            Severity::Error | Severity::Critical => event!(ERROR, self),
        }
    }
}

enum Which {
    Metadata,
    Context,
}

/// Fields as `key=value`, text in quotes.
struct Fields<'a>(&'a Error, Which);

impl std::fmt::Display for Fields<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut result = Ok(());
        let mut separator = "";
        let mut show = |entry: Entry<'_>| {
            if result.is_ok() {
                result = write!(f, "{separator}{}=", entry.name()).and_then(|()| match entry.clone().value() {
                    Some(value) => write!(f, "{value:?}"),
                    None => write!(f, "{entry}"),
                });
                separator = " ";
            }
        };
        for layer in meta::layers(self.0) {
            match self.1 {
                Which::Metadata => layer.visit(&mut show),
                Which::Context => layer.own().into_iter().for_each(|it| it.visit_surroundings(&mut show)),
            }
        }
        result
    }
}
