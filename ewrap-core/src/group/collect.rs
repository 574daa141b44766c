//! Groups from iterators and back, and results taken apart: the values here, the errors there.
//!
//! Invariant: every item of an iterator ends up in one of the two, in its order.

use std::slice;
use std::vec;

use super::ErrorGroup;
use crate::open::CircuitOpen;

impl<E> ErrorGroup<E> {
    /// Takes an iterator of results apart: the values, and the errors.
    ///
    /// ```
    /// use ewrap::ErrorGroup;
    ///
    /// let (ports, errors) = ErrorGroup::partition(["80", "http", "443", "-1"].map(str::parse::<u16>));
    /// assert_eq!(ports, [80, 443]);
    /// assert_eq!(errors.len(), 2);
    /// ```
    pub fn partition<T>(results: impl IntoIterator<Item = Result<T, E>>) -> (Vec<T>, Self) {
        let mut errors = Self::new();
        let values = results.into_iter().filter_map(|it| errors.push_result(it)).collect();
        (values, errors)
    }

    /// The errors, in the order in which they came.
    pub fn iter(&self) -> slice::Iter<'_, E> {
        self.errors.iter()
    }

    /// The errors, in the order in which they came, to be changed.
    pub fn iter_mut(&mut self) -> slice::IterMut<'_, E> {
        self.errors.iter_mut()
    }
}

/// Iterators of results, taken apart.
pub trait PartitionResults<T, E>: Iterator<Item = Result<T, E>> + Sized {
    /// The values, and the errors: nothing is lost, and the first error does not end it.
    ///
    /// ```
    /// use ewrap::PartitionResults;
    ///
    /// let (ports, errors) = "80 http 443".split(' ').map(str::parse::<u16>).partition_results();
    /// assert_eq!(ports, [80, 443]);
    /// assert_eq!(errors.to_string(), "invalid digit found in string");
    /// ```
    fn partition_results(self) -> (Vec<T>, ErrorGroup<E>) {
        ErrorGroup::partition(self)
    }
}

impl<T, E, I: Iterator<Item = Result<T, E>>> PartitionResults<T, E> for I {}

/// Results, taken apart: for `collect`, where a type is named.
///
/// ```
/// use ewrap::Partitioned;
///
/// let ports: Partitioned<u16, _> = ["80", "http"].iter().map(|it| it.parse()).collect();
/// assert_eq!((ports.values, ports.errors.len()), (vec![80], 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partitioned<T, E> {
    /// The values, in the order in which they came.
    pub values: Vec<T>,
    /// The errors, in the order in which they came.
    pub errors: ErrorGroup<E>,
}

impl<T, E> FromIterator<Result<T, E>> for Partitioned<T, E> {
    fn from_iter<I: IntoIterator<Item = Result<T, E>>>(results: I) -> Self {
        let (values, errors) = ErrorGroup::partition(results);
        Self { values, errors }
    }
}

impl<E> FromIterator<E> for ErrorGroup<E> {
    fn from_iter<I: IntoIterator<Item = E>>(errors: I) -> Self {
        Self::from(Vec::from_iter(errors))
    }
}

/// Within the bound; what goes beyond it is counted.
impl<E> Extend<E> for ErrorGroup<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, errors: I) {
        if self.max == usize::MAX {
            self.errors.extend(errors);
        } else {
            errors.into_iter().for_each(|it| self.push(it));
        }
    }
}

impl<E> From<Vec<E>> for ErrorGroup<E> {
    fn from(errors: Vec<E>) -> Self {
        Self::of(errors, usize::MAX)
    }
}

/// So that an annotated function may return a group: a rejected call is a group of one.
impl<E: From<CircuitOpen>> From<CircuitOpen> for ErrorGroup<E> {
    fn from(open: CircuitOpen) -> Self {
        Self::from(vec![open.into()])
    }
}

/// How many were not kept is forgotten; [`append`](ErrorGroup::append) remembers it.
impl<E> IntoIterator for ErrorGroup<E> {
    type Item = E;
    type IntoIter = vec::IntoIter<E>;

    fn into_iter(self) -> vec::IntoIter<E> {
        self.errors.into_iter()
    }
}

impl<'a, E> IntoIterator for &'a ErrorGroup<E> {
    type Item = &'a E;
    type IntoIter = slice::Iter<'a, E>;

    fn into_iter(self) -> slice::Iter<'a, E> {
        self.iter()
    }
}

impl<'a, E> IntoIterator for &'a mut ErrorGroup<E> {
    type Item = &'a mut E;
    type IntoIter = slice::IterMut<'a, E>;

    fn into_iter(self) -> slice::IterMut<'a, E> {
        self.iter_mut()
    }
}
