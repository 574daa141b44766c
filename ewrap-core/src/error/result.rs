//! `.wrap(..)` on results and options.

use std::error::Error as StdError;
use std::panic::Location;

use super::{Error, Message, Result};
use crate::meta::Value;

/// Puts a layer around the error of a `Result`, or an error in the place of `None`.
///
/// On `Result<T, E>` for every `E` that is an error of std's trait, `Send`, `Sync` and `'static`, [`Error`] among them.
/// What `E` means is kept. Of a `Box<dyn Error + Send + Sync>`, which is no such error, make an [`Error`] first:
/// `result.map_err(ewrap::Error::from_boxed)`.
///
/// ```
/// use ewrap::{ErrorKind, ResultExt};
///
/// let port = "80x".parse::<u16>().wrap("the port is no number");
/// assert_eq!(port.unwrap_err().kind(), ErrorKind::Validation);
///
/// let first = [].first().copied().wrap_with(|| format!("no user in page {}", 3));
/// let user: u8 = match first {
///     Ok(user) => user,
///     Err(error) => {
///         assert_eq!(error.to_string(), "no user in page 3");
///         0
///     }
/// };
/// assert_eq!(user, 0);
/// ```
pub trait ResultExt<T>: sealed::Sealed {
    /// A layer with this message.
    ///
    /// # Errors
    ///
    /// Wherever there was one, or `None`.
    fn wrap(self, message: impl Into<Message>) -> Result<T>;

    /// A layer with the message that `message` makes, which is called only if there is an error.
    ///
    /// # Errors
    ///
    /// Wherever there was one, or `None`.
    fn wrap_with<M: Into<Message>>(self, message: impl FnOnce() -> M) -> Result<T>;
}

impl<T, E: StdError + Send + Sync + 'static> ResultExt<T> for std::result::Result<T, E> {
    #[track_caller]
    fn wrap(self, message: impl Into<Message>) -> Result<T> {
        match self {
            Ok(it) => Ok(it),
            Err(error) => Err(around(error, message.into(), Location::caller())),
        }
    }

    #[track_caller]
    fn wrap_with<M: Into<Message>>(self, message: impl FnOnce() -> M) -> Result<T> {
        match self {
            Ok(it) => Ok(it),
            Err(error) => Err(around(error, message().into(), Location::caller())),
        }
    }
}

#[cold]
fn around<E: StdError + Send + Sync + 'static>(
    error: E,
    message: Message,
    location: &'static Location<'static>,
) -> Error {
    Error::taken(super::held::hold(error), location).around(message, location)
}

impl<T> ResultExt<T> for Option<T> {
    #[track_caller]
    fn wrap(self, message: impl Into<Message>) -> Result<T> {
        match self {
            Some(it) => Ok(it),
            None => Err(Error::new(message)),
        }
    }

    #[track_caller]
    fn wrap_with<M: Into<Message>>(self, message: impl FnOnce() -> M) -> Result<T> {
        match self {
            Some(it) => Ok(it),
            None => Err(Error::new(message())),
        }
    }
}

/// Takes in the error of a `Result` without a layer around it: for errors that `?` does not convert by itself.
///
/// ```
/// use ewrap::CaptureExt;
///
/// # #[derive(Debug)]
/// # struct Foreign;
/// # impl std::fmt::Display for Foreign {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("no paper") }
/// # }
/// # impl std::error::Error for Foreign {}
/// fn print() -> Result<(), Foreign> {
///     Err(Foreign)
/// }
///
/// fn report() -> ewrap::Result<()> {
///     print().with_meta("page", 3)?;
///     print().capture()?;
///     Ok(())
/// }
///
/// let error = report().unwrap_err();
/// assert_eq!(error.to_string(), "no paper");
/// assert_eq!(error.metadata::<u32>("page"), Some(3));
/// ```
pub trait CaptureExt<T>: sealed::Sealed {
    /// The error as an [`Error`] that stands for it.
    ///
    /// # Errors
    ///
    /// Wherever there was one.
    fn capture(self) -> Result<T>;

    /// The same, with a value for logs.
    ///
    /// # Errors
    ///
    /// Wherever there was one.
    fn with_meta(self, key: &'static str, value: impl Into<Value<'static>>) -> Result<T>;
}

impl<T, E: StdError + Send + Sync + 'static> CaptureExt<T> for std::result::Result<T, E> {
    #[track_caller]
    fn capture(self) -> Result<T> {
        match self {
            Ok(it) => Ok(it),
            Err(error) => Err(Error::from_error(error)),
        }
    }

    #[track_caller]
    fn with_meta(self, key: &'static str, value: impl Into<Value<'static>>) -> Result<T> {
        match self {
            Ok(it) => Ok(it),
            Err(error) => Err(Error::from_error(error).with(key, value)),
        }
    }
}

mod sealed {
    //! Nobody else implements them, so they may grow.

    pub trait Sealed {}
    impl<T, E: std::error::Error + Send + Sync + 'static> Sealed for Result<T, E> {}
    impl<T> Sealed for Option<T> {}
}
