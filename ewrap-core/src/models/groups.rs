//! Groups: what threads push and take at once is neither lost nor doubled.

use std::sync::Arc;

use loom::thread;

use super::{explore, join};
use crate::{ErrorGroupPool, SharedErrorGroup};

#[test]
fn what_is_pushed_while_another_takes_is_taken_once() {
    explore("push and take", None, || {
        let shared = SharedErrorGroup::bounded(1);
        let threads = [1, 2].map(|error| {
            let shared = shared.clone();
            thread::spawn(move || shared.push(error))
        });
        let early = shared.take();
        join(threads);
        let late = shared.take();
        assert_eq!(early.total() + late.total(), 2);
        assert!(early.len() <= 1 && late.len() <= 1);
    });
}

#[test]
fn two_groups_at_once_never_have_one_buffer() {
    explore("two groups of a pool", None, || {
        let pool = Arc::new(ErrorGroupPool::new().keep_buffers(1));
        pool.get().push(0);
        let threads = [1, 2].map(|error| {
            let pool = Arc::clone(&pool);
            thread::spawn(move || {
                let mut group = pool.get();
                group.push(error);
                assert_eq!(group.as_slice(), [error]);
            })
        });
        join(threads);
        assert_eq!(pool.resting(), 1);
    });
}
