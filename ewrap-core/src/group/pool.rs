//! Buffers of groups, used again: for code that makes a group for every request.
//!
//! A group fetches its buffer when it is first changed and brings it back when it is dropped, so one in which nothing
//! fails touches neither the pool nor the allocator. Invariant: errors are dropped under no lock, and what rests in the
//! pool is empty.

use std::fmt;
use std::mem;
use std::ops::{Deref, DerefMut};

use super::ErrorGroup;
use crate::error::Error;
use crate::sync::Mutex;

/// How many buffers rest in a pool, if it is not told otherwise.
const BUFFERS: usize = 16;
/// The largest buffer that is kept, in errors, if the pool is not told otherwise.
const CAPACITY: usize = 256;

/// Groups whose buffers are used again.
///
/// It may be shared by threads. What it keeps is bounded: by default 16 buffers with room for at most 256 errors each.
/// It saves the allocator's work and costs a mutex: a fresh [`ErrorGroup`] is faster for a few errors, the pool where
/// dozens are common. A group in which nothing fails costs nothing either way.
///
/// ```
/// use std::sync::LazyLock;
/// use ewrap::{ErrorGroup, ErrorGroupPool};
///
/// static POOL: LazyLock<ErrorGroupPool<String>> = LazyLock::new(|| ErrorGroupPool::new().bounded(100));
///
/// fn check(rows: &[i32]) -> Result<(), ErrorGroup<String>> {
///     let mut errors = POOL.get();
///     errors.extend(rows.iter().filter(|it| **it < 0).map(|it| format!("{it} is negative")));
///     errors.into_result() // moves the errors out: there is no way to return a group that was emptied
/// }
///
/// assert!(check(&[1, 2]).is_ok());
/// assert_eq!(check(&[1, -2, -3]).unwrap_err().len(), 2);
/// ```
pub struct ErrorGroupPool<E = Error> {
    resting: Mutex<Vec<Vec<E>>>,
    buffers: usize,
    capacity: usize,
    max: usize,
}

impl<E> ErrorGroupPool<E> {
    /// A pool without buffers: they are made when they are first needed.
    #[must_use]
    pub fn new() -> Self {
        Self { resting: Mutex::new(Vec::new()), buffers: BUFFERS, capacity: CAPACITY, max: usize::MAX }
    }

    /// Keeps at most this many buffers. Default 16.
    #[must_use]
    pub fn keep_buffers(mut self, buffers: usize) -> Self {
        self.buffers = buffers;
        self
    }

    /// Keeps buffers with room for at most this many errors, and frees those that have grown beyond. Default 256.
    #[must_use]
    pub fn keep_capacity(mut self, errors: usize) -> Self {
        self.capacity = errors;
        self
    }

    /// Hands out groups that are [bounded](ErrorGroup::bounded).
    #[must_use]
    pub fn bounded(mut self, max: usize) -> Self {
        self.max = max.max(1);
        self
    }

    /// An empty group, whose buffer comes back when it is dropped.
    #[must_use = "the group is returned to the pool at once"]
    #[inline]
    pub fn get(&self) -> PooledGroup<'_, E> {
        PooledGroup { group: ErrorGroup::of(Vec::new(), self.max), pool: self }
    }

    /// How many buffers rest in the pool.
    ///
    /// ```
    /// use ewrap::ErrorGroupPool;
    ///
    /// let pool = ErrorGroupPool::new();
    /// pool.get().push("a");
    /// assert_eq!(pool.resting(), 1);
    /// ```
    #[must_use]
    pub fn resting(&self) -> usize {
        self.resting.lock().len()
    }

    fn fetch(&self) -> Vec<E> {
        self.resting.lock().pop().unwrap_or_default()
    }

    /// Takes a buffer back. One that is not kept is freed after the lock.
    fn bring(&self, buffer: Vec<E>) {
        debug_assert!(buffer.is_empty(), "errors are dropped before, under no lock");
        if buffer.capacity() == 0 || buffer.capacity() > self.capacity {
            return;
        }
        let mut resting = self.resting.lock();
        let surplus = if resting.len() < self.buffers {
            resting.push(buffer);
            None
        } else {
            Some(buffer)
        };
        drop(resting);
        drop(surplus);
    }
}

impl<E> Default for ErrorGroupPool<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> fmt::Debug for ErrorGroupPool<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorGroupPool");
        out.field("buffers", &self.buffers).field("capacity", &self.capacity).finish_non_exhaustive()
    }
}

/// A group from an [`ErrorGroupPool`]: an [`ErrorGroup`], whose buffer goes back to the pool.
///
/// When it is dropped its errors are, too, and the room that they had is kept. [`into_result`](Self::into_result) and
/// [`into_group`](Self::into_group) move them out instead.
pub struct PooledGroup<'a, E = Error> {
    group: ErrorGroup<E>,
    pool: &'a ErrorGroupPool<E>,
}

impl<E> PooledGroup<'_, E> {
    /// `Ok` if nothing failed, and the buffer goes back; else the errors, moved out together with it.
    ///
    /// # Errors
    ///
    /// The group, if it is not empty.
    #[inline]
    pub fn into_result(self) -> Result<(), ErrorGroup<E>> {
        self.into_result_with(())
    }

    /// `Ok` with the value if nothing failed, and the buffer goes back; else the errors, moved out together with it.
    ///
    /// # Errors
    ///
    /// The group, if it is not empty.
    ///
    /// ```
    /// use ewrap::ErrorGroupPool;
    ///
    /// let pool = ErrorGroupPool::<&str>::new();
    /// assert_eq!(pool.get().into_result_with(8), Ok(8));
    /// ```
    #[inline]
    pub fn into_result_with<T>(self, value: T) -> Result<T, ErrorGroup<E>> {
        if self.group.is_empty() { Ok(value) } else { Err(self.into_group()) }
    }

    /// The errors, moved out together with the buffer. If there are none, the buffer goes back.
    ///
    /// ```
    /// use ewrap::ErrorGroupPool;
    ///
    /// let pool = ErrorGroupPool::new();
    /// let mut group = pool.get();
    /// group.push("a");
    /// assert_eq!(group.into_group().as_slice(), ["a"]);
    /// assert_eq!(pool.resting(), 0);
    /// ```
    #[must_use]
    pub fn into_group(mut self) -> ErrorGroup<E> {
        if self.group.is_empty() { ErrorGroup::of(Vec::new(), self.group.max) } else { self.group.take() }
    }
}

impl<E> Deref for PooledGroup<'_, E> {
    type Target = ErrorGroup<E>;

    fn deref(&self) -> &ErrorGroup<E> {
        &self.group
    }
}

/// The first change fetches a buffer.
impl<E> DerefMut for PooledGroup<'_, E> {
    #[inline]
    fn deref_mut(&mut self) -> &mut ErrorGroup<E> {
        if self.group.capacity() == 0 {
            self.group.errors = self.pool.fetch();
        }
        &mut self.group
    }
}

impl<E> Drop for PooledGroup<'_, E> {
    #[inline]
    fn drop(&mut self) {
        if self.group.capacity() > 0 {
            let mut buffer = mem::take(&mut self.group.errors);
            // The user's code. If it panics the buffer is lost, and nothing else.
            buffer.clear();
            self.pool.bring(buffer);
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for PooledGroup<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.group.fmt(f)
    }
}

impl<E: fmt::Display> fmt::Display for PooledGroup<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.group.fmt(f)
    }
}
