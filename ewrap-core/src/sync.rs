//! The atomics and the mutex: std's, or loom's when the models run.
//!
//! The only file that names them, so that a model checks the very code that ships. Statics of the process stay std's
//! in both cases: a model is about one breaker, and loom's types cannot be built in a constant. So do flags and numbers
//! that order nothing, which would only make the models long.

// The models need every order of the operations, of which loom by itself leaves some out.
#[cfg(all(test, loom))]
pub(crate) use crate::models::atomics::{AtomicU32, AtomicU64};
#[cfg(loom)]
use loom::sync::Mutex as RawMutex;
#[cfg(loom)]
pub(crate) use loom::sync::MutexGuard;
#[cfg(all(not(test), loom))]
pub(crate) use loom::sync::atomic::{AtomicU32, AtomicU64};
#[cfg(loom)]
pub(crate) use loom::sync::atomic::{Ordering, fence};
#[cfg(not(loom))]
use std::sync::Mutex as RawMutex;
#[cfg(not(loom))]
pub(crate) use std::sync::MutexGuard;
#[cfg(not(loom))]
pub(crate) use std::sync::atomic::{AtomicU32, AtomicU64, Ordering, fence};

use std::sync::PoisonError;
pub(crate) use std::sync::atomic::{
    AtomicBool as StaticBool, AtomicU8 as StaticU8, AtomicU32 as StaticU32, AtomicU64 as StaticU64,
    AtomicUsize as StaticUsize, Ordering as StaticOrdering,
};

/// A mutex without poison: what it guards is whole at every point where a panic could leave it.
#[derive(Debug)]
pub(crate) struct Mutex<T>(RawMutex<T>);

impl<T> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(RawMutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
