//! Loom's atomics with every order of their operations.
//!
//! Loom looks for another order where two threads' operations depend on each other, and compares a store only with the
//! last access before it. If that is a load of the storing thread's own, an earlier load of another thread is missed,
//! and with it the orders in which the store comes first: just what a word and a time that are read one after the
//! other must bear. So each operation here first takes a turn, a relaxed read-modify-write that depends on all others
//! of its atomic and publishes nothing.

use loom::sync::atomic::{self, AtomicUsize, Ordering};

macro_rules! atomic {
    ($name:ident, $number:ty) => {
        /// As std's.
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            value: atomic::$name,
            turn: AtomicUsize,
        }

        impl $name {
            pub(crate) fn new(value: $number) -> Self {
                Self { value: atomic::$name::new(value), turn: AtomicUsize::new(0) }
            }

            fn take_turn(&self) -> &atomic::$name {
                // Relaxed: must not order anything, or the models would hide what the breaker's own orderings lack.
                self.turn.fetch_add(1, Ordering::Relaxed);
                &self.value
            }

            pub(crate) fn load(&self, order: Ordering) -> $number {
                self.take_turn().load(order)
            }

            pub(crate) fn store(&self, value: $number, order: Ordering) {
                self.take_turn().store(value, order);
            }

            pub(crate) fn compare_exchange(
                &self,
                from: $number,
                to: $number,
                won: Ordering,
                lost: Ordering,
            ) -> Result<$number, $number> {
                self.take_turn().compare_exchange(from, to, won, lost)
            }

            /// Never fails without a cause: all that such a failure does in a loop is to do the same again.
            pub(crate) fn compare_exchange_weak(
                &self,
                from: $number,
                to: $number,
                won: Ordering,
                lost: Ordering,
            ) -> Result<$number, $number> {
                self.compare_exchange(from, to, won, lost)
            }
        }
    };
}

atomic!(AtomicU32, u32);
atomic!(AtomicU64, u64);

impl AtomicU64 {
    /// Only counted with, and read for where to begin, or when no threads run: needs no turn.
    pub(crate) fn fetch_add(&self, value: u64, order: Ordering) -> u64 {
        self.value.fetch_add(value, order)
    }

    pub(crate) fn fetch_and(&self, value: u64, order: Ordering) -> u64 {
        self.take_turn().fetch_and(value, order)
    }

    pub(crate) fn swap(&self, value: u64, order: Ordering) -> u64 {
        self.take_turn().swap(value, order)
    }
}
