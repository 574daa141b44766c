//! A group that several threads fill.
//!
//! Invariant: no code of the user's runs under its lock. Errors are dropped, and iterators asked, outside of it; the text
//! of the errors is to be had only after they were moved out.

use std::fmt;
use std::sync::Arc;

use super::ErrorGroup;
use crate::error::Error;
use crate::sync::Mutex;

/// A group that several threads fill. Clones are handles to the same group.
///
/// A thread that panics leaves it usable, with every error that was pushed before.
///
/// ```
/// use std::thread;
/// use ewrap::SharedErrorGroup;
///
/// let errors = SharedErrorGroup::new();
/// thread::scope(|scope| {
///     for shard in 0..4 {
///         let errors = &errors;
///         scope.spawn(move || {
///             if shard % 2 == 1 {
///                 errors.push(format!("shard {shard} is down"));
///             }
///         });
///     }
/// });
/// let errors = errors.take();
/// assert_eq!(errors.into_result().unwrap_err().len(), 2);
/// ```
pub struct SharedErrorGroup<E = Error>(Arc<Mutex<ErrorGroup<E>>>);

impl<E> SharedErrorGroup<E> {
    /// An empty group without a bound.
    #[must_use]
    pub fn new() -> Self {
        ErrorGroup::new().into()
    }

    /// An empty group that keeps the first `max` errors (at least one), and only counts the others.
    ///
    /// ```
    /// use ewrap::SharedErrorGroup;
    ///
    /// let errors = SharedErrorGroup::bounded(1);
    /// errors.extend(["a", "b"]);
    /// assert_eq!(errors.take().to_string(), "2 errors occurred:\n1: a\nand 1 more");
    /// ```
    #[must_use]
    pub fn bounded(max: usize) -> Self {
        ErrorGroup::bounded(max).into()
    }

    /// Adds an error.
    pub fn push(&self, error: E) {
        let surplus = self.0.lock().offer(error);
        drop(surplus);
    }

    /// Adds the error of a result, or gives back its value.
    ///
    /// ```
    /// use ewrap::SharedErrorGroup;
    ///
    /// let errors = SharedErrorGroup::new();
    /// assert_eq!(errors.push_result("8".parse::<u8>()), Some(8));
    /// assert_eq!(errors.push_result("eight".parse::<u8>()), None);
    /// assert_eq!(errors.len(), 1);
    /// ```
    pub fn push_result<T>(&self, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Adds errors, one by one: those of other threads may come between them.
    pub fn extend(&self, errors: impl IntoIterator<Item = E>) {
        errors.into_iter().for_each(|it| self.push(it));
    }

    /// How many errors are kept at the moment.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.lock().len()
    }

    /// Whether nothing has failed yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.lock().is_empty()
    }

    /// Moves the errors out. What comes later begins anew, with the same bound.
    #[must_use]
    pub fn take(&self) -> ErrorGroup<E> {
        self.0.lock().take()
    }

    /// The group, if this is the last handle. Of handles that are given up at once, exactly one gets it.
    ///
    /// ```
    /// use ewrap::SharedErrorGroup;
    ///
    /// let errors = SharedErrorGroup::new();
    /// let other = errors.clone();
    /// errors.push("a");
    /// assert!(errors.into_inner().is_none());
    /// assert_eq!(other.into_inner().unwrap().len(), 1);
    /// ```
    #[must_use]
    pub fn into_inner(self) -> Option<ErrorGroup<E>> {
        Arc::into_inner(self.0).map(|it| it.lock().take())
    }
}

/// To go on filling it from several threads.
impl<E> From<ErrorGroup<E>> for SharedErrorGroup<E> {
    fn from(group: ErrorGroup<E>) -> Self {
        Self(Arc::new(Mutex::new(group)))
    }
}

impl<E> Default for SharedErrorGroup<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Clone for SharedErrorGroup<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// How many errors it has. Their text would be the user's code, under the lock.
impl<E> fmt::Debug for SharedErrorGroup<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedErrorGroup").field("len", &self.len()).finish_non_exhaustive()
    }
}
