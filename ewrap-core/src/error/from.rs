//! Errors that `?` converts. Those that derive `ErrorMeta` have theirs from the derive; all others take
//! [`ResultExt`](super::ResultExt) or [`Error::from_error`].

use std::error::Error as StdError;
use std::io;
use std::panic::Location;

use super::held::Taken;
use super::node::Body;
use super::{Error, Message, SharedError};
use crate::group::ErrorGroup;
use crate::meta::ErrorMeta;
use crate::open::{CallError, CircuitOpen};

impl From<CircuitOpen> for Error {
    #[track_caller]
    fn from(open: CircuitOpen) -> Self {
        Self::deepest(Body::Open(open), Location::caller())
    }
}

/// The rejection, or the call's own error.
impl<E: Into<Error>> From<CallError<E>> for Error {
    #[track_caller]
    fn from(error: CallError<E>) -> Self {
        match error {
            CallError::Rejected(open) => open.into(),
            CallError::Inner(error) => error.into(),
        }
    }
}

/// An [`Error`] that was made an `io::Error` comes out of it again.
impl From<io::Error> for Error {
    #[track_caller]
    fn from(error: io::Error) -> Self {
        Self::deepest(Body::Io(error), Location::caller())
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

impl From<SharedError> for Error {
    #[track_caller]
    fn from(error: SharedError) -> Self {
        Self::deepest(Body::Shared(error), Location::caller())
    }
}

impl From<Box<dyn StdError + Send + Sync>> for Error {
    #[track_caller]
    fn from(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::from_boxed(error)
    }
}

/// A group of one stands for that one.
impl<E> From<ErrorGroup<E>> for Error
where
    ErrorGroup<E>: ErrorMeta + StdError + Send + Sync + 'static,
{
    #[track_caller]
    fn from(group: ErrorGroup<E>) -> Self {
        Self::from_meta(group)
    }
}

impl From<Message> for Error {
    #[track_caller]
    fn from(message: Message) -> Self {
        Self::taken(Taken::Body(message.into_body()), Location::caller())
    }
}

macro_rules! from_std {
    ($($ty:ty),* $(,)?) => {$(
        impl From<$ty> for Error {
            #[track_caller]
            fn from(error: $ty) -> Self {
                Self::from_error(error)
            }
        }
    )*};
}

from_std! {
    std::fmt::Error,
    std::num::ParseIntError,
    std::num::ParseFloatError,
    std::num::TryFromIntError,
    std::str::ParseBoolError,
    std::char::ParseCharError,
    std::char::CharTryFromError,
    std::str::Utf8Error,
    std::string::FromUtf8Error,
    std::string::FromUtf16Error,
    std::net::AddrParseError,
    std::env::VarError,
    std::time::SystemTimeError,
    std::sync::mpsc::RecvTimeoutError,
    std::sync::mpsc::RecvError,
    crate::meta::UnknownWord,
    crate::config::ConfigError,
    crate::registry::ConfigConflict,
    crate::registry::CheckError,
}
