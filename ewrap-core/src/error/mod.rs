//! [`Error`]: an error of one word that says what happened, where, what it means, and what a client may be told.
//!
//! It is a chain of layers. Each has a message of its own or stands for another error (`node.rs`), says what it knows,
//! and is silent on the rest, which the layers below are asked for (`meta.rs`, `read.rs`). Errors of other types are
//! taken in without losing what they mean (`held.rs`).
//!
//! Invariant: making, asking, showing and dropping are loops, so no chain of layers is too long. Only what is hidden
//! inside of a foreign error, an `Error` in a field of another error in an `Error` and so on, is dropped by recursion.

mod build;
mod chain;
mod from;
mod held;
mod hooks;
mod macros;
mod message;
mod meta;
mod node;
mod read;
mod render;
mod result;
mod retry;
mod shared;
mod stamp;
mod stored;
mod strata;
mod surroundings;

use std::error::Error as StdError;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

pub use self::chain::Chain;
pub use self::hooks::{AlreadySet, ErrorLogger, ErrorObserver, set_error_logger, set_error_observer};
pub use self::message::Message;
pub use self::result::{CaptureExt, ResultExt};
pub use self::retry::RetryInfo;
pub use self::shared::SharedError;
#[cfg(feature = "serde")]
pub(crate) use self::strata::Stratum;

use self::held::Taken;
use self::node::{Body, Node};
use crate::meta::ErrorMeta;

/// A `Result` whose error is an [`Error`](crate::Error) unless another is named.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any error, in one word: with what happened, where, what it means, and what a client may be told.
///
/// Make one from a message ([`new`](Self::new), [`err!`](crate::err)), from another error (`?`, [`wrap`](Self::wrap),
/// [`ResultExt`]), or from an error that derives `ErrorMeta`, which keeps its meaning. What a layer does not say is
/// asked of the layers below, and what it says itself wins.
///
/// It is itself a [`std::error::Error`], `Send`, `Sync`, and 8 bytes on 64-bit machines. A literal message costs one
/// allocation. Where it was made is always known; a backtrace is taken once, at the deepest layer, and only if
/// `RUST_LIB_BACKTRACE` or `RUST_BACKTRACE` asks for it, or [`with_backtrace`](Self::with_backtrace) does.
///
/// `{}` is the message of the outermost layer, `{:#}` all layers in one line, and `{:?}` the whole story for a human.
///
/// ```
/// use ewrap::{Error, ErrorKind, ResultExt};
/// use std::io;
///
/// fn read() -> io::Result<String> {
///     Err(io::ErrorKind::NotFound.into())
/// }
///
/// fn settings(path: &str) -> ewrap::Result<String> {
///     read().wrap_with(|| format!("cannot read {path}"))
/// }
///
/// let error = settings("app.toml").unwrap_err().with("attempt", 2);
/// assert_eq!(error.to_string(), "cannot read app.toml");
/// assert_eq!(format!("{error:#}"), "cannot read app.toml: entity not found");
/// assert_eq!(error.kind(), ErrorKind::NotFound, "what the cause says");
/// assert_eq!(error.metadata::<u64>("attempt"), Some(2));
/// assert_eq!(error.safe_message(), "not found", "made-up text stays in the logs");
/// ```
pub struct Error(Box<Node>);

impl Error {
    /// An error with this message. A `&'static str` is a literal, which clients may see; a `String` is not.
    ///
    /// ```
    /// let error = ewrap::Error::new("the cart is empty");
    /// assert_eq!(error.to_string(), "the cart is empty");
    /// assert_eq!(error.location().file(), file!());
    /// ```
    #[must_use]
    #[inline]
    #[track_caller]
    pub fn new(message: impl Into<Message>) -> Self {
        message.into().into_error(Location::caller())
    }

    /// What [`err!`](crate::err) calls.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    #[track_caller]
    pub fn from_args(args: fmt::Arguments<'_>) -> Self {
        Message::of_args(args).into_error(Location::caller())
    }

    /// Stands for an error that has metadata, and keeps it. What derives `ErrorMeta` is converted so by `?`.
    ///
    /// The message, the causes and the meaning are those of `error`, until a `with_..` says otherwise.
    ///
    /// ```
    /// use ewrap::{CircuitBreaker, Error, ErrorKind};
    /// use std::time::Duration;
    ///
    /// let breaker = CircuitBreaker::new("db", 1, Duration::from_secs(60));
    /// breaker.force_open("maintenance");
    /// let error = Error::from_meta(breaker.try_acquire().unwrap_err());
    /// assert_eq!(error.to_string(), "circuit breaker \"db\" is forced open");
    /// assert_eq!(error.kind(), ErrorKind::Unavailable);
    /// assert_eq!(error.metadata::<&str>("breaker"), Some("db"));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn from_meta<E: ErrorMeta + StdError + Send + Sync + 'static>(error: E) -> Self {
        Self::taken(held::hold_known(error), Location::caller())
    }

    /// Stands for any error. If its type derives `ErrorMeta`, is an error of ewrap, or one of std that says what it
    /// is, its meaning is kept; an `Error` is given back as it is.
    ///
    /// ```
    /// use ewrap::{Error, ErrorKind};
    ///
    /// let error = Error::from_error("x".parse::<u8>().unwrap_err());
    /// assert_eq!(error.to_string(), "invalid digit found in string");
    /// assert_eq!(error.kind(), ErrorKind::Validation);
    /// assert!(error.is::<std::num::ParseIntError>());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn from_error<E: StdError + Send + Sync + 'static>(error: E) -> Self {
        Self::taken(held::hold(error), Location::caller())
    }

    /// The same for an error whose type is forgotten. `?` does it, too.
    ///
    /// ```
    /// use ewrap::Error;
    ///
    /// let error = Error::from_boxed("no luck".into());
    /// assert_eq!(error.to_string(), "no luck");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn from_boxed(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::taken(held::hold_boxed(error), Location::caller())
    }

    /// A layer around this error.
    ///
    /// ```
    /// let error = ewrap::Error::new("connection reset").wrap("cannot load the cart");
    /// assert_eq!(format!("{error:#}"), "cannot load the cart: connection reset");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn wrap(self, message: impl Into<Message>) -> Self {
        self.around(message.into(), Location::caller())
    }

    fn around(self, message: Message, location: &'static Location<'static>) -> Self {
        Self(Box::new(Node::around(self, message, location)))
    }

    fn deepest(body: Body, location: &'static Location<'static>) -> Self {
        surroundings::pick_up(Self(Box::new(Node::bare(body, None, location))))
    }

    /// The same for what is made most: its text comes in registers.
    fn literal(text: &'static str, location: &'static Location<'static>) -> Self {
        surroundings::pick_up(Self(Box::new(Node::bare(Body::Literal(text), None, location))))
    }

    fn taken(taken: Taken, location: &'static Location<'static>) -> Self {
        match taken {
            Taken::Own(error) => error,
            Taken::Body(body) => Self::deepest(body, location),
        }
    }
}

/// The cause is the layer below.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let bottom = self.bottom();
        match &bottom.cause {
            Some(cause) => Some(cause),
            None => bottom.body.as_error()?.source(),
        }
    }
}

// What it holds is only ever read through a shared reference, or given away whole.
impl UnwindSafe for Error {}
impl RefUnwindSafe for Error {}
