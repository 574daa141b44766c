//! What kind of failure an error is, and what follows from it where nothing else is said.

use std::fmt;
use std::str::FromStr;

use super::{GrpcCode, UnknownWord};
use crate::outcome::Verdict;

/// What kind of failure an error is.
///
/// Each kind has a default HTTP status, gRPC code and verdict: a [`NotFound`](Self::NotFound) is an answer of a
/// dependency that works, a [`Timeout`](Self::Timeout) is not.
///
/// | kind | HTTP | gRPC | verdict |
/// | --- | --- | --- | --- |
/// | `Unknown` | 500 | `Unknown` | failure |
/// | `Validation` | 400 | `InvalidArgument` | success |
/// | `NotFound` | 404 | `NotFound` | success |
/// | `Permission` | 403 | `PermissionDenied` | success |
/// | `Database` | 500 | `Internal` | failure |
/// | `Network` | 502 | `Unavailable` | failure |
/// | `Configuration` | 500 | `FailedPrecondition` | failure |
/// | `Internal` | 500 | `Internal` | failure |
/// | `External` | 502 | `Unavailable` | failure |
/// | `Timeout` | 504 | `DeadlineExceeded` | failure |
/// | `Unavailable` | 503 | `Unavailable` | failure |
/// | `Conflict` | 409 | `Aborted` | success |
/// | `RateLimited` | 429 | `ResourceExhausted` | failure |
/// | `Unauthenticated` | 401 | `Unauthenticated` | success |
/// | `Cancelled` | 499 | `Cancelled` | ignore |
/// | `Custom` | 500 | `Unknown` | failure |
///
/// The gRPC column follows the status codes of gRPC's own documentation; 499 is nginx's "client closed request".
///
/// ```
/// use ewrap::{ErrorKind, Verdict};
///
/// assert_eq!(ErrorKind::NotFound.http_status(), 404);
/// assert_eq!(ErrorKind::NotFound.verdict(), Verdict::Success);
/// assert_eq!("rate_limited".parse(), Ok(ErrorKind::RateLimited));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nobody said.
    #[default]
    Unknown,
    /// The input is not acceptable.
    Validation,
    /// What was asked for does not exist.
    NotFound,
    /// The caller is known, and may not.
    Permission,
    /// A database failed.
    Database,
    /// The network failed.
    Network,
    /// The program is set up wrongly.
    Configuration,
    /// A defect of the program itself.
    Internal,
    /// Another service failed.
    External,
    /// It took too long.
    Timeout,
    /// The dependency does not answer at present.
    Unavailable,
    /// The request contradicts the present state.
    Conflict,
    /// Too many requests.
    RateLimited,
    /// The caller is not known.
    Unauthenticated,
    /// The caller no longer waits for it.
    Cancelled,
    /// A kind of the application's own, by name.
    Custom(&'static str),
}

impl ErrorKind {
    /// Every kind but the application's own.
    pub const ALL: [Self; 15] = [
        Self::Unknown,
        Self::Validation,
        Self::NotFound,
        Self::Permission,
        Self::Database,
        Self::Network,
        Self::Configuration,
        Self::Internal,
        Self::External,
        Self::Timeout,
        Self::Unavailable,
        Self::Conflict,
        Self::RateLimited,
        Self::Unauthenticated,
        Self::Cancelled,
    ];

    /// The name in the spelling of logs, such as `not_found`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Validation => "validation",
            Self::NotFound => "not_found",
            Self::Permission => "permission",
            Self::Database => "database",
            Self::Network => "network",
            Self::Configuration => "configuration",
            Self::Internal => "internal",
            Self::External => "external",
            Self::Timeout => "timeout",
            Self::Unavailable => "unavailable",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::Unauthenticated => "unauthenticated",
            Self::Cancelled => "cancelled",
            Self::Custom(name) => name,
        }
    }

    /// What a client may be told of an error of this kind, if of nothing else: `not found`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Validation => "invalid request",
            Self::NotFound => "not found",
            Self::Permission => "permission denied",
            Self::Network | Self::External => "upstream failure",
            Self::Timeout => "timed out",
            Self::Unavailable => "service unavailable",
            Self::Conflict => "conflict",
            Self::RateLimited => "too many requests",
            Self::Unauthenticated => "authentication required",
            Self::Cancelled => "cancelled",
            Self::Unknown | Self::Database | Self::Configuration | Self::Internal | Self::Custom(_) => "internal error",
        }
    }

    /// The HTTP status where the error names none.
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Validation => 400,
            Self::Unauthenticated => 401,
            Self::Permission => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::RateLimited => 429,
            Self::Cancelled => 499,
            Self::Network | Self::External => 502,
            Self::Unavailable => 503,
            Self::Timeout => 504,
            Self::Unknown | Self::Database | Self::Configuration | Self::Internal | Self::Custom(_) => 500,
        }
    }

    /// The gRPC status code where the error names none.
    #[must_use]
    pub const fn grpc_code(self) -> GrpcCode {
        match self {
            Self::Validation => GrpcCode::InvalidArgument,
            Self::NotFound => GrpcCode::NotFound,
            Self::Permission => GrpcCode::PermissionDenied,
            Self::Database | Self::Internal => GrpcCode::Internal,
            Self::Network | Self::External | Self::Unavailable => GrpcCode::Unavailable,
            Self::Configuration => GrpcCode::FailedPrecondition,
            Self::Timeout => GrpcCode::DeadlineExceeded,
            Self::Conflict => GrpcCode::Aborted,
            Self::RateLimited => GrpcCode::ResourceExhausted,
            Self::Unauthenticated => GrpcCode::Unauthenticated,
            Self::Cancelled => GrpcCode::Cancelled,
            Self::Unknown | Self::Custom(_) => GrpcCode::Unknown,
        }
    }

    /// What an error of this kind says about the dependency, where the error does not say it itself.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Validation | Self::NotFound | Self::Permission | Self::Unauthenticated | Self::Conflict => {
                Verdict::Success
            }
            Self::Cancelled => Verdict::Ignore,
            _ => Verdict::Failure,
        }
    }
}

/// The same text as [`ErrorKind::as_str`].
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads what [`ErrorKind::as_str`] gives. A kind of the application's own cannot be read back.
impl FromStr for ErrorKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownWord::new("error kind", text))
    }
}
