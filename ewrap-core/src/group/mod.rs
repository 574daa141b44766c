//! Groups of errors: what went wrong where one failure does not end the work.
//!
//! A group owns its errors and hands them over whole, so none is lost on the way out. A group of one stands for that
//! one, in its text and in what it means. Invariant: the errors stand in the order in which they came, and a bound is
//! kept through every method.

mod collect;
mod meaning;
mod pool;
mod shared;
mod text;

pub use self::collect::{PartitionResults, Partitioned};
pub use self::pool::{ErrorGroupPool, PooledGroup};
pub use self::shared::SharedErrorGroup;

use self::meaning::Omitted;
use crate::error::Error;

/// Several errors as one.
///
/// It says nothing about itself: what it means is what its errors mean. The most severe one gives the kind, the status
/// and the text for clients; the group is a failure if any error is, and retryable only if all are (see
/// [`meta`](crate::meta)). An empty group is a success.
///
/// By default it is a group of [`ewrap::Error`](crate::Error)s. A group is an error itself if its errors are, and it has metadata if they have any: those that are
/// [`ErrorMeta`](crate::ErrorMeta), and the plain ones that the questions of [`meta`](crate::meta) take, such as
/// `io::Error` and `Box<dyn Error + Send + Sync>`. A group of boxes is no error, because such a box is none. Of an error
/// type that has no metadata a group has none either: make `ewrap::Error`s of them.
///
/// Behind a plain `dyn Error` only a group of `ewrap::Error`s is found again.
///
/// # Text
///
/// `no errors`, the text of the only error, or a numbered list:
///
/// ```
/// use ewrap::ErrorGroup;
///
/// let mut group = ErrorGroup::new();
/// assert_eq!(group.to_string(), "no errors");
/// group.push("row 3: no price");
/// assert_eq!(group.to_string(), "row 3: no price");
/// group.push("row 7: no name");
/// assert_eq!(group.to_string(), "2 errors occurred:\n1: row 3: no price\n2: row 7: no name");
/// ```
///
/// Further lines of an error's text are indented, so that groups in groups read as a tree, and no text can pass for
/// another error. Below 32 levels of groups only the number of errors is written. `{:#}` reaches each error.
///
/// # Bounds
///
/// A group grows with its errors. Where their number is not known, [`bounded`](Self::bounded) keeps the first ones and
/// counts the rest.
#[derive(Clone)]
pub struct ErrorGroup<E = Error> {
    errors: Vec<E>,
    omitted: Omitted,
    /// `usize::MAX` where there is none.
    max: usize,
}

impl<E> ErrorGroup<E> {
    /// An empty group without a bound. Nothing is allocated before the first error.
    #[must_use]
    pub const fn new() -> Self {
        Self::of(Vec::new(), usize::MAX)
    }

    /// An empty group that keeps the first `max` errors (at least one), and only counts the others.
    ///
    /// Of an error that was not kept nothing is known, so the group is a failure and not retryable. An error that is
    /// not kept is dropped at once.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let mut group = ErrorGroup::bounded(2);
    /// group.extend(["a", "b", "c", "d"]);
    /// assert_eq!((group.len(), group.omitted(), group.total()), (2, 2, 4));
    /// assert_eq!(group.to_string(), "4 errors occurred:\n1: a\n2: b\nand 2 more");
    /// ```
    #[must_use]
    pub const fn bounded(max: usize) -> Self {
        Self::of(Vec::new(), if max == 0 { 1 } else { max })
    }

    /// An empty group without a bound, with room for `capacity` errors.
    ///
    /// ```
    /// assert!(ewrap::ErrorGroup::<String>::with_capacity(8).capacity() >= 8);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::of(Vec::with_capacity(capacity), usize::MAX)
    }

    const fn of(errors: Vec<E>, max: usize) -> Self {
        Self { errors, omitted: Omitted(0), max }
    }

    /// Adds an error.
    #[inline]
    pub fn push(&mut self, error: E) {
        drop(self.offer(error));
    }

    /// Adds the error of a result, or gives back its value.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let mut errors = ErrorGroup::new();
    /// let ports: Vec<u16> = ["80", "http", "443"].iter().filter_map(|it| errors.push_result(it.parse())).collect();
    /// assert_eq!(ports, [80, 443]);
    /// assert_eq!(errors.to_string(), "invalid digit found in string");
    /// ```
    #[inline]
    pub fn push_result<T>(&mut self, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.push(error);
                None
            }
        }
    }

    /// Adds the errors of another group, and what that one did not keep to what this one did not.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let mut other = ErrorGroup::bounded(1);
    /// other.extend(["b", "c"]);
    /// let mut group = ErrorGroup::from(vec!["a"]);
    /// group.append(other);
    /// assert_eq!((group.as_slice(), group.total()), (&["a", "b"][..], 3));
    /// ```
    pub fn append(&mut self, other: Self) {
        self.extend(other.errors);
        self.omitted.0 = self.omitted.0.saturating_add(other.omitted.0);
    }

    /// Adds an error, or gives back the one that is only counted.
    #[inline]
    fn offer(&mut self, error: E) -> Option<E> {
        if self.errors.len() < self.max {
            self.errors.push(error);
            return None;
        }
        self.omitted.0 = self.omitted.0.saturating_add(1);
        Some(error)
    }

    /// `Ok` if nothing failed, else the group itself, with all its errors.
    ///
    /// # Errors
    ///
    /// The group, if it is not empty.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// fn check(name: &str) -> Result<(), ErrorGroup<&'static str>> {
    ///     let mut errors = ErrorGroup::new();
    ///     if name.len() > 8 {
    ///         errors.push("too long");
    ///     }
    ///     if !name.is_ascii() {
    ///         errors.push("not ASCII");
    ///     }
    ///     errors.into_result()
    /// }
    ///
    /// assert!(check("ewrap").is_ok());
    /// assert_eq!(check("überwrapped").unwrap_err().len(), 2);
    /// ```
    #[inline]
    pub fn into_result(self) -> Result<(), Self> {
        self.into_result_with(())
    }

    /// `Ok` with the value if nothing failed, else the group itself. The value is dropped then.
    ///
    /// # Errors
    ///
    /// The group, if it is not empty.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// assert_eq!(ErrorGroup::<&str>::new().into_result_with(8), Ok(8));
    /// assert_eq!(ErrorGroup::from(vec!["a"]).into_result_with(8).unwrap_err().len(), 1);
    /// ```
    #[inline]
    pub fn into_result_with<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// How many errors are kept.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether nothing failed.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.omitted.0 == 0
    }

    /// How many errors were counted and not kept: 0 without a bound.
    #[must_use]
    pub const fn omitted(&self) -> usize {
        self.omitted.0
    }

    /// How many errors came, kept or not.
    #[must_use]
    pub fn total(&self) -> usize {
        self.errors.len().saturating_add(self.omitted.0)
    }

    /// How many errors it keeps at most; `None` without a bound.
    #[must_use]
    pub const fn max(&self) -> Option<usize> {
        if self.max == usize::MAX { None } else { Some(self.max) }
    }

    /// The error that came first.
    #[must_use]
    pub fn first(&self) -> Option<&E> {
        self.errors.first()
    }

    /// The errors, in the order in which they came.
    #[must_use]
    pub fn as_slice(&self) -> &[E] {
        &self.errors
    }

    /// The errors, in the order in which they came, moved out. How many were not kept is forgotten.
    #[must_use]
    pub fn into_vec(self) -> Vec<E> {
        self.errors
    }

    /// How many errors it has room for.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.errors.capacity()
    }

    /// Makes room for this many more errors.
    pub fn reserve(&mut self, additional: usize) {
        self.errors.reserve(additional);
    }

    /// Drops all errors, and keeps the room and the bound.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let mut group = ErrorGroup::bounded(1);
    /// group.extend(["a", "b"]);
    /// group.clear();
    /// assert_eq!((group.total(), group.max()), (0, Some(1)));
    /// ```
    pub fn clear(&mut self) {
        self.omitted.0 = 0;
        self.errors.clear();
    }

    /// Moves the errors out, into a group of the same bound. This one is empty then, and goes on with its bound.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let mut group = ErrorGroup::from(vec!["a", "b"]);
    /// assert_eq!(group.take().len(), 2);
    /// assert!(group.is_empty());
    /// ```
    #[must_use]
    pub fn take(&mut self) -> Self {
        let empty = Self::of(Vec::new(), self.max);
        std::mem::replace(self, empty)
    }

    /// The only error, if the group stands for it.
    fn only(&self) -> Option<&E> {
        match (&self.errors[..], self.omitted.0) {
            ([only], 0) => Some(only),
            _ => None,
        }
    }
}

impl<E> Default for ErrorGroup<E> {
    fn default() -> Self {
        Self::new()
    }
}

/// Two groups are equal if their errors are, and as many were not kept. Bounds are not compared.
impl<E: PartialEq> PartialEq for ErrorGroup<E> {
    fn eq(&self, other: &Self) -> bool {
        self.errors == other.errors && self.omitted == other.omitted
    }
}

impl<E: Eq> Eq for ErrorGroup<E> {}
