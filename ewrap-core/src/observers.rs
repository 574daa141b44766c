//! The list of observers of a breaker or a registry, and how they are told.

use std::fmt;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, PoisonError, RwLock};

use crate::event::{Event, Observer};
use crate::sync::{StaticBool, StaticOrdering};

/// Each with what it answered to `wants_calls`.
type List = Arc<[(Arc<dyn Observer>, bool)]>;

/// Observers in the order in which they were registered.
#[derive(Default)]
pub(crate) struct Observers {
    list: RwLock<List>,
    /// Set once somebody listens, so that a breaker without observers does not touch the lock.
    any: StaticBool,
    /// Set once somebody wants calls.
    calls: StaticBool,
}

impl Observers {
    pub(crate) fn add(&self, observer: Arc<dyn Observer>) {
        let wants_calls = observer.wants_calls();
        {
            let mut list = self.list.write().unwrap_or_else(PoisonError::into_inner);
            *list = list.iter().cloned().chain([(observer, wants_calls)]).collect();
        }
        // Relaxed: the flag only spares the lock, which publishes the list. An event that happens at the same time
        // as the registration may be missed, as if it had happened before.
        self.any.store(true, StaticOrdering::Relaxed);
        if wants_calls {
            // Relaxed: as above.
            self.calls.store(true, StaticOrdering::Relaxed);
        }
    }

    #[inline]
    pub(crate) fn any(&self) -> bool {
        // Relaxed: see `add`.
        self.any.load(StaticOrdering::Relaxed)
    }

    #[inline]
    pub(crate) fn want_calls(&self) -> bool {
        // Relaxed: see `add`.
        self.calls.load(StaticOrdering::Relaxed)
    }

    /// Tells everybody; a panic ends with the observer that raised it.
    pub(crate) fn tell(&self, breaker: &str, event: &Event) {
        if !self.any() {
            return;
        }
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner).clone();
        let is_call = matches!(event, Event::Call { .. });
        for (observer, wants_calls) in list.iter() {
            if *wants_calls || !is_call {
                unharmed(|| observer.on_event(breaker, event));
            }
        }
    }
}

fn unharmed(tell: impl FnOnce()) {
    if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(tell)) {
        // The payload is a value of the observer's, so its destructor may panic as well.
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(payload);
        }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = self.list.read().unwrap_or_else(PoisonError::into_inner);
        f.debug_struct("Observers").field("len", &list.len()).finish_non_exhaustive()
    }
}
