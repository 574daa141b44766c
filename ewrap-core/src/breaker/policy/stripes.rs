//! Stripes of the windows: words that one thread writes to, and words for all others.
//!
//! The threads that have the first seats have a stripe each, and change its words with a load and a store; the others meet at
//! the last stripes, and change theirs with exchanges. A reader looks at all.
//!
//! Invariant: a word is changed either by the holder of one seat, or by exchanges alone.

use std::sync::OnceLock;

use crate::seats::this_thread;
use crate::sync::{AtomicU64, Ordering};

/// How many stripes there are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    /// Each has one thread that writes to it.
    own: u8,
    /// For all others: a power of two.
    shared: u8,
}

impl Spread {
    /// For a circuit that many threads use. A stripe is half a kibibyte and more, so there are fewer than seats; two shared
    /// ones keep eight threads as far apart as four stripes for all of them did.
    #[cfg(not(loom))]
    pub(crate) const WIDE: Self = Self { own: 4, shared: 2 };
    #[cfg(loom)]
    pub(crate) const WIDE: Self = Self { own: 1, shared: 1 };

    /// For one of many circuits.
    pub(crate) const NARROW: Self = Self { own: 0, shared: 1 };

    #[inline]
    fn counts(self) -> [usize; 2] {
        [self.own.into(), self.shared.into()]
    }
}

/// Allocated when they are first needed.
#[derive(Debug)]
pub(super) struct Stripes<T> {
    spread: Spread,
    all: OnceLock<Box<[T]>>,
}

impl<T: Default> Stripes<T> {
    pub(super) fn new(spread: Spread) -> Self {
        Self { spread, all: OnceLock::new() }
    }

    pub(super) fn make_room(&self) {
        let [own, shared] = self.spread.counts();
        self.all.get_or_init(|| (0..own + shared).map(|_| T::default()).collect());
    }

    /// That of this thread, and who else writes to it; none where there is no room yet.
    #[inline]
    pub(super) fn of_this_thread(&self) -> Option<(&T, Writers)> {
        let [own, shared] = self.spread.counts();
        let seat = this_thread();
        let (index, writers) = if seat.number() < own {
            (seat.number(), Writers::This)
        } else {
            (own + seat.place(shared), Writers::Many)
        };
        Some((self.all.get()?.get(index)?, writers))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.all.get().into_iter().flatten()
    }
}

/// Who writes to a stripe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writers {
    /// This thread alone.
    This,
    Many,
}

impl Writers {
    /// Changes a word that was seen to be `from`, or gives what it is instead.
    #[inline]
    pub(super) fn change(self, word: &AtomicU64, from: u64, to: u64) -> Result<(), u64> {
        match self {
            Self::This => {
                // Relaxed: a word is whole by itself; nothing else is published by it.
                word.store(to, Ordering::Relaxed);
                Ok(())
            }
            // Relaxed: as above.
            Self::Many => word.compare_exchange_weak(from, to, Ordering::Relaxed, Ordering::Relaxed).map(|_| ()),
        }
    }
}
