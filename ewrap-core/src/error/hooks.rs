//! Those who are handed an error that somebody decides to report: a logger, and an observer that counts.
//!
//! Nothing is told by itself: [`Error::log`] tells. Both are set once for the process; an error may bring its own
//! logger. A hook that panics does not unwind into the code that was about to handle an error.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;

use super::Error;

/// Writes errors to a log.
///
/// ```
/// use ewrap::{Error, ErrorLogger};
/// use std::sync::{Arc, Mutex};
///
/// #[derive(Default)]
/// struct Lines(Mutex<Vec<String>>);
///
/// impl ErrorLogger for Lines {
///     fn log(&self, error: &Error) {
///         self.0.lock().unwrap().push(format!("{} {error:#}", error.severity()));
///     }
/// }
///
/// let lines = Arc::new(Lines::default());
/// Error::new("no route").with_logger(lines.clone()).wrap("no answer").log();
/// assert_eq!(*lines.0.lock().unwrap(), ["error no answer: no route"]);
/// ```
pub trait ErrorLogger: Send + Sync + 'static {
    /// Writes one error.
    fn log(&self, error: &Error);
}

/// Is told of every error that is logged: to count them, or to raise an alarm.
///
/// ```
/// use ewrap::{Error, ErrorObserver};
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// static SEEN: AtomicUsize = AtomicUsize::new(0);
/// struct Count;
///
/// impl ErrorObserver for Count {
///     fn record(&self, _: &Error) {
///         SEEN.fetch_add(1, Ordering::Relaxed);
///     }
/// }
///
/// ewrap::set_error_observer(Count).unwrap();
/// Error::new("no route").log();
/// assert_eq!(SEEN.load(Ordering::Relaxed), 1);
/// assert!(ewrap::set_error_observer(Count).is_err(), "it is set once");
/// ```
pub trait ErrorObserver: Send + Sync + 'static {
    /// Takes note of one error.
    fn record(&self, error: &Error);
}

static LOGGER: OnceLock<Box<dyn ErrorLogger>> = OnceLock::new();
static OBSERVER: OnceLock<Box<dyn ErrorObserver>> = OnceLock::new();

/// Sets the logger of the process, for good.
///
/// # Errors
///
/// If one is set.
pub fn set_error_logger(logger: impl ErrorLogger) -> Result<(), AlreadySet> {
    LOGGER.set(Box::new(logger)).map_err(|_| AlreadySet("error logger"))
}

/// Sets the observer of the process, for good.
///
/// # Errors
///
/// If one is set.
pub fn set_error_observer(observer: impl ErrorObserver) -> Result<(), AlreadySet> {
    OBSERVER.set(Box::new(observer)).map_err(|_| AlreadySet("error observer"))
}

/// There is one already, and it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlreadySet(pub(crate) &'static str);

impl fmt::Display for AlreadySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} of the process is set already", self.0)
    }
}

impl std::error::Error for AlreadySet {}

impl Error {
    /// Hands it to its own logger, or else to that of the process, and to the observer. Never panics.
    ///
    /// Where nobody has set any, nothing happens.
    pub fn log(&self) {
        if let Some(observer) = OBSERVER.get() {
            quietly(|| observer.record(self));
        }
        match (self.logger(), LOGGER.get()) {
            (Some(own), _) => quietly(|| own.log(self)),
            (None, Some(logger)) => quietly(|| logger.log(self)),
            (None, None) => {}
        }
    }
}

/// A panic ends with the hook that raised it.
fn quietly(tell: impl FnOnce()) {
    if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(tell)) {
        // The payload is a value of the hook's, so its destructor may panic as well.
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            std::mem::forget(payload);
        }
    }
}
